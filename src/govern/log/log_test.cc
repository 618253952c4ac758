// SPDX-License-Identifier: Apache-2.0
#include "govern/log/log.h"

#include <fstream>

#include <unistd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/files.h"

namespace sillage::govern {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class LogTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder = fs::temp_directory_path() / ("sillage-log-" + std::to_string(getpid()));
    fs::remove_all(folder);
  }
  void TearDown() override { fs::remove_all(folder); }

  Log fill(int entries) {
    auto log = Log::open(folder, clock);
    EXPECT_TRUE(log) << log.error().to_string();
    for (int i = 0; i < entries; ++i) {
      clock.advance(std::chrono::minutes(1));
      EXPECT_TRUE(log->append("release", R"({"number":)" + std::to_string(i) + "}"));
    }
    return std::move(*log);
  }
  std::string bytes_of(const char* name) { return read_file(folder / name).value(); }
  void put(const char* name, const std::string& bytes) {
    // In place where the size stays: thousands of cut files would each wait for the disk.
    const bool same = fs::file_size(folder / name) == bytes.size();
    std::fstream file(folder / name, std::ios::binary | std::ios::out |
                                         (same ? std::ios::in : std::ios::trunc));
    file << bytes;
  }
  bool verifies() {
    const auto report = verify_log(folder);
    return report && report->ok();
  }

  fs::path folder;
  SimulatedClock clock{Instant(std::chrono::seconds(1'800'000'000))};
};

TEST_F(LogTest, GivesBackWhatWasAppended) {
  const Log log = fill(3);
  std::vector<std::string> bodies;
  ASSERT_TRUE(log.read([&](const LogEntry& entry) -> Result<void> {
    bodies.push_back(entry.kind + entry.body);
    return {};
  }));
  ASSERT_EQ(bodies.size(), 4u);
  EXPECT_THAT(bodies[0], HasSubstr("opened"));
  EXPECT_EQ(bodies[3], R"(release{"number":2})");
  EXPECT_TRUE(verifies());
}

TEST_F(LogTest, FindsEveryFlippedBit) {
  fill(1);
  for (const char* name : {"log.jsonl", "checkpoint"}) {
    const std::string good = bytes_of(name);
    for (std::size_t bit = 0; bit < good.size() * 8; ++bit) {
      std::string bad = good;
      bad[bit / 8] = static_cast<char>(bad[bit / 8] ^ (1 << (bit % 8)));
      put(name, bad);
      ASSERT_FALSE(verifies()) << name << " bit " << bit;
    }
    put(name, good);
  }
  EXPECT_TRUE(verifies());
}

TEST_F(LogTest, FindsRemovedAddedAndMovedLines) {
  fill(4);
  const std::string good = bytes_of("log.jsonl");
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < good.size();) {
    const std::size_t end = good.find('\n', at) + 1;
    lines.push_back(good.substr(at, end - at));
    at = end;
  }
  const auto joined = [](const std::vector<std::string>& parts) {
    std::string all;
    for (const std::string& part : parts) all += part;
    return all;
  };
  for (std::size_t i = 0; i < lines.size(); ++i) {
    auto removed = lines;
    removed.erase(removed.begin() + static_cast<std::ptrdiff_t>(i));
    put("log.jsonl", joined(removed));
    EXPECT_FALSE(verifies()) << i;
    auto doubled = lines;
    doubled.insert(doubled.begin() + static_cast<std::ptrdiff_t>(i), lines[i]);
    put("log.jsonl", joined(doubled));
    EXPECT_FALSE(verifies()) << i;
  }
  std::swap(lines[1], lines[2]);
  put("log.jsonl", joined(lines));
  EXPECT_FALSE(verifies());
}

TEST_F(LogTest, ReplacedAsAWholeItIsFoundByAWitness) {
  fill(4);
  const SigningKey witness = SigningKey::generate();
  const auto note = witness_log(folder, witness);
  ASSERT_TRUE(note) << note.error().to_string();
  fs::remove_all(folder);
  fill(9);
  EXPECT_TRUE(verifies());
  const auto report = verify_log(folder, {}, *note);
  ASSERT_TRUE(report);
  EXPECT_FALSE(report->ok());
}

TEST_F(LogTest, GrowsConsistentlyWithWhatAWitnessSaw) {
  Log log = fill(4);
  const SigningKey witness = SigningKey::generate();
  const auto note = witness_log(folder, witness);
  ASSERT_TRUE(log.append("release", "{}"));
  const auto report = verify_log(folder, {}, *note);
  ASSERT_TRUE(report);
  EXPECT_TRUE(report->ok()) << report->problems.front();
  EXPECT_EQ(report->witnessed, 5u);
  EXPECT_THAT(report->witnesses, ::testing::Contains(witness.public_key().hex()));
}

TEST_F(LogTest, CutsOffWhatNoCheckpointCovers) {
  fill(2);
  put("log.jsonl", bytes_of("log.jsonl") + R"({"index":3,"ti)");
  const auto again = Log::open(folder, clock);
  ASSERT_TRUE(again) << again.error().to_string();
  EXPECT_TRUE(verifies());
  EXPECT_THAT(bytes_of("log.jsonl"), HasSubstr("recovered"));
}

TEST_F(LogTest, TwoWritersTakeTurns) {
  Log first = fill(1);
  auto second = Log::open(folder, clock);
  ASSERT_TRUE(second);
  for (int i = 0; i < 5; ++i) {
    ASSERT_TRUE(first.append("a", "{}"));
    ASSERT_TRUE(second->append("b", "{}"));
  }
  EXPECT_EQ(second->size(), 12u);
  EXPECT_TRUE(verifies());
}

TEST_F(LogTest, RefusesToGoOnFromAChangedLog) {
  fill(2);
  std::string lines = bytes_of("log.jsonl");
  lines[lines.find("number") + 8] = '7';
  put("log.jsonl", lines);
  const auto again = Log::open(folder, clock);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, ErrorCode::kDataLoss);
  EXPECT_THAT(again.error().message, HasSubstr("sillage log verify"));
}

TEST_F(LogTest, RefusesABodyThatIsNoObject) {
  Log log = fill(0);
  EXPECT_FALSE(log.append("release", "[1]"));
  EXPECT_FALSE(log.append("release", "nonsense"));
}

TEST(Merkle, RootsAreThoseOfTheStandard) {
  // RFC 9162 has no vectors; these follow from its definition with SHA-256 of nothing, and of
  // the single byte 0x00, worked out with another program (sha256sum).
  MerkleTree tree;
  EXPECT_EQ(to_hex(tree.root()),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  tree.add("");
  EXPECT_EQ(to_hex(tree.root()),
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
}

TEST(Keys, ASealedKeyNeedsItsPassphrase) {
  const fs::path file = fs::temp_directory_path() / ("sillage-key-" + std::to_string(getpid()));
  fs::remove(file);
  const SigningKey key = SigningKey::generate();
  ASSERT_TRUE(key.save(file, "correct horse"));
  EXPECT_FALSE(key.save(file, "correct horse")) << "an existing key is not overwritten";
  EXPECT_EQ(fs::status(file).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_FALSE(SigningKey::load(file, ""));
  const auto wrong = SigningKey::load(file, "wrong");
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().code, ErrorCode::kPermission);
  const auto right = SigningKey::load(file, "correct horse");
  ASSERT_TRUE(right);
  EXPECT_TRUE(key.public_key().verifies("text", right->sign("text")));
  EXPECT_FALSE(key.public_key().verifies("other", right->sign("text")));
  fs::remove(file);
}

}  // namespace
}  // namespace sillage::govern
