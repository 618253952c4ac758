// SPDX-License-Identifier: Apache-2.0
#include "govern/test_store_test.h"

#include <unistd.h>

#include <nlohmann/json.hpp>

#include "govern/documents/dpia.h"

namespace sillage::govern {
namespace {

const char* kStore = R"(
[store]
id = "shop"
name = "Example shop"
[[camera]]
id = "door"
source = "rtsp://192.168.0.2/x"
analysed_fps = 8
[[zone]]
id = "hall"
area = [[0, 0], [5, 0], [5, 5], [0, 5]]
[[line]]
id = "in"
from = [0, 0]
to = [2, 0]
inside = [1, 1]
[journey]
level = 2
[governance]
profile = "FR"
controller = "Magasins Exemple"
controller_address = "1 rue de l'Exemple, Paris"
controller_contact = "contact@magasins.example"
dpo = "Data protection officer"
dpo_contact = "dpo@magasins.example"
purposes = ["visitor-statistics"]
interest = "Knowing when the store is busy"
notice_url = "https://magasins.example/counting"
languages = ["fr", "en"]
)";

}  // namespace

void TestStore::SetUp() {
  folder = std::filesystem::temp_directory_path() / ("sillage-govern-" + std::to_string(getpid()));
  std::filesystem::remove_all(folder);
}

void TestStore::TearDown() { std::filesystem::remove_all(folder); }

config::StoreConfig TestStore::store(const std::string& from, const std::string& to) const {
  std::string text = kStore;
  if (!from.empty()) text.replace(text.find(from), from.size(), to);
  auto parsed = config::parse(text, "test");
  EXPECT_TRUE(parsed) << parsed.error().to_string();
  return *parsed;
}

Observed TestStore::observed() const {
  Observed all;
  all.model = ModelFacts{"ours", "aa", "aa", "Apache-2.0", "sillage", true};
  all.eye = all.floor = SandboxFacts{2, true, true, false, 0, true};
  all.host = HostFacts{false, false, false, 0};
  return all;
}

Gap TestStore::gap() const {
  auto measured = measure_gap(input(), clock);
  EXPECT_TRUE(measured) << measured.error().to_string();
  return *measured;
}

std::string TestStore::completed_assessment() const {
  const auto made = documents::make_assessment("en", paper_input(input()), clock.now());
  EXPECT_TRUE(made) << made.error().to_string();
  auto json = nlohmann::json::parse(*made);
  for (auto& answer : json["answers"]) {
    const int question = answer["reference_to"].get<int>();
    if (!documents::is_for_people(question)) continue;
    answer["data"]["text"] = "judged";
    if (question / 100 == 3) answer["data"]["gauge"] = 2;
  }
  json["pia"]["dpo_opinion"] = "heard";
  json["pia"]["concerned_people_searched_content"] = "asked at the door";
  return json.dump(2);
}

/// Everything is signed once; each test gets a copy, since each of some hundred entries waits for
/// the disk.
void TestStore::sign_everything() {
  static std::filesystem::path signed_once;
  static std::map<Role, SigningKey> signers;
  if (signed_once.empty()) {
    really_sign();
    signers = keys;
    signed_once = folder.string() + "-signed";
    std::filesystem::remove_all(signed_once);
    std::filesystem::copy(folder, signed_once, std::filesystem::copy_options::recursive);
    return;
  }
  keys = signers;
  std::filesystem::copy(signed_once, folder, std::filesystem::copy_options::recursive);
}

void TestStore::really_sign() {
  auto log = Log::open(folder, clock);
  ASSERT_TRUE(log) << log.error().to_string();
  ASSERT_TRUE(take_assessment(*log, completed_assessment()));
  for (const Role role : all_roles()) {
    const auto key = keys.emplace(role, SigningKey::generate()).first->second;
    ASSERT_TRUE(enrol(*log, key.public_key(), role));
  }
  for (const auto& [role, key] : keys) {
    for (const std::string& id : open_for(gap(), role)) {
      const auto entry = sign_requirement(input(), *log, id, key, "", clock.now());
      ASSERT_TRUE(entry) << id << ": " << entry.error().to_string();
    }
  }
  const std::string witness = keys.at(Role::kDpo).public_key().hex();
  ASSERT_TRUE(log->append("witness", R"({"key":")" + witness + R"("})"));
  ASSERT_TRUE(witness_log(folder, keys.at(Role::kDpo)));
}

}  // namespace sillage::govern
