// SPDX-License-Identifier: Apache-2.0
#include "bench/tracking_peers.h"

#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "base/files.h"

namespace sillage::bench {
namespace {

class PeersFile : public testing::Test {
 protected:
  Result<Peers> read(std::string_view text) {
    EXPECT_TRUE(write_file_atomically(file_, text));
    return Peers::read(file_);
  }
  ~PeersFile() override { std::filesystem::remove(file_); }
  std::filesystem::path file_ = std::filesystem::path(testing::TempDir()) /
                                (std::to_string(::getpid()) + "sillage_peers.txt");
};

TEST_F(PeersFile, TheBestOfEachFigureIsNamed) {
  const auto peers = read("# comment\nset A 70.5 80 90 12 - 3.5\nset B 71.25 79 - 11 2 4\n");
  ASSERT_TRUE(peers) << peers.error().to_string();
  EXPECT_EQ(peers->best("set", "HOTA"), "71.25 B");
  EXPECT_EQ(peers->best("set", "IDF1"), "80 A");
  EXPECT_EQ(peers->best("set", "MOTA"), "90 A");
  EXPECT_EQ(peers->best("set", "IDSW"), "11 B") << "less is better";
  EXPECT_EQ(peers->best("set", "visitors"), "2 B");
  EXPECT_EQ(peers->best("set", "crossings"), "3.5 A");
  EXPECT_EQ(peers->best("other", "HOTA"), "-");
}

TEST_F(PeersFile, ErrorsNameTheLineAndSayWhatToWrite) {
  for (const char* text : {"\nset A 70.5 80 90 12 -\n", "\nset A 70.5 80 x 12 - -\n"}) {
    const auto peers = read(text);
    ASSERT_FALSE(peers) << text;
    EXPECT_THAT(peers.error().message,
                testing::AllOf(testing::HasSubstr("sillage_peers.txt:2"),
                               testing::HasSubstr("write set, tracker, six figures")));
  }
}

TEST(PeersOfThisRepository, AreThereForEverySet) {
  const auto peers =
      Peers::read(std::filesystem::path(SILLAGE_SOURCE_DIR) / "bench" / "tracking_peers.txt");
  ASSERT_TRUE(peers) << peers.error().to_string();
  for (const char* set : {"mot17-first", "static-30", "static-10", "static-5", "second", "mot15"}) {
    EXPECT_NE(peers->best(set, "HOTA"), "-") << set;
  }
}

}  // namespace
}  // namespace sillage::bench
