// SPDX-License-Identifier: Apache-2.0
#include "eval/sequences.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "base/files.h"

namespace sillage::eval {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
namespace fs = std::filesystem;

class Sequences : public ::testing::Test {
 protected:
  Sequences()
      : root_(fs::path(::testing::TempDir()) /
              (std::to_string(::getpid()) + "sillage_eval_sequences")) {
    fs::remove_all(root_);
    put("truth/A/gt/gt.txt", "1,1,0,0,5,5\n");
    put("truth/A/seqinfo.ini", "[Sequence]\nseqLength=40\n");
    put("truth/B/gt/gt.txt", "1,1,0,0,5,5\n7,1,0,0,5,5\n");
    put("result/B.txt", "9,1,0,0,5,5\n");
    put("result/A.txt", "1,1,0,0,5,5\n");
  }
  ~Sequences() override { fs::remove_all(root_); }
  void put(const fs::path& file, std::string_view text) {
    fs::create_directories((root_ / file).parent_path());
    ASSERT_TRUE(write_file_atomically(root_ / file, text));
  }
  Result<SequenceSet> find(const char* truth, const char* result) {
    return find_sequences({root_ / truth}, {root_ / result});
  }
  fs::path root_;
};

std::vector<std::string> names(const Result<SequenceSet>& set) {
  std::vector<std::string> all;
  if (set) {
    for (const auto& files : set->sequences) all.push_back(files.name);
  }
  return all;
}

TEST_F(Sequences, FoldersArePairedByName) {
  put("truth/C/gt/gt.txt", "");
  put("result/D.txt", "");
  const auto set = find("truth", "result");
  EXPECT_THAT(names(set), ElementsAre("A", "B"));
  EXPECT_THAT(set->not_compared, ElementsAre("C", "D"));
}

TEST_F(Sequences, OneSequenceByFileOrFolder) {
  EXPECT_THAT(names(find("truth/A/gt/gt.txt", "result/A.txt")), ElementsAre("A"));
  EXPECT_THAT(names(find("truth/A", "result/B.txt")), ElementsAre("A"));
  EXPECT_THAT(names(find("truth/A", "result")), ElementsAre("A"));
  EXPECT_THAT(names(find("result/B.txt", "result/A.txt")), ElementsAre("A"));
}

TEST_F(Sequences, NumberOfFramesIsGivenOrInTheInfoOrTheLargestOfBoth) {
  const auto set = find("truth", "result");
  ASSERT_TRUE(set);
  EXPECT_EQ(load_sequence(set->sequences[0], std::nullopt)->frames, 40);
  EXPECT_EQ(load_sequence(set->sequences[0], 50)->frames, 50);
  EXPECT_EQ(load_sequence(set->sequences[1], std::nullopt)->frames, 9);
}

TEST_F(Sequences, TruthIsThinnedLikeTheResult) {
  put("truth/A/seqinfo.ini", "[Sequence]\nseqLength=40\nframeRate=30\n");
  put("truth/A/gt/gt.txt", "1,1,0,0,5,5\n2,1,1,0,5,5\n4,1,2,0,5,5\n40,1,3,0,5,5\n");
  const auto set = find("truth", "result");
  ASSERT_TRUE(set);
  const auto thinned = load_sequence(set->sequences[0], std::nullopt, 3);
  ASSERT_TRUE(thinned) << thinned.error().to_string();
  EXPECT_EQ(to_mot(thinned->truth),
            to_mot({{1, 1, {0, 0, 5, 5}}, {2, 1, {2, 0, 5, 5}}, {14, 1, {3, 0, 5, 5}}}));
  EXPECT_EQ(thinned->result.size(), 1u) << "the result is thinned already";
  EXPECT_EQ(thinned->frames, 14);
  EXPECT_DOUBLE_EQ(thinned->info->frame_rate, 10);
  EXPECT_EQ(load_sequence(set->sequences[0], 50, 3)->frames, 17);
  EXPECT_EQ(load_sequence(set->sequences[1], std::nullopt, 3)->frames, 9);
}

TEST_F(Sequences, FileWithFolderIsAUsageError) {
  const auto set = find("truth", "result/A.txt");
  ASSERT_FALSE(set);
  EXPECT_EQ(set.error().code, ErrorCode::kUsage);
  EXPECT_THAT(set.error().message, HasSubstr("give two files, or two folders"));
}

TEST_F(Sequences, UnequalNumbersAreAUsageError) {
  const auto set = find_sequences({root_ / "truth/A", root_ / "truth/B"}, {root_ / "result/A.txt"});
  ASSERT_FALSE(set);
  EXPECT_EQ(set.error().code, ErrorCode::kUsage);
  EXPECT_THAT(set.error().message, HasSubstr("give one --pred for each --gt"));
}

TEST_F(Sequences, NothingInCommonSuggestsTheNearestName) {
  put("typo/MOT17-O2.txt", "");
  put("truth2/MOT17-02/gt/gt.txt", "");
  const auto set = find("truth2", "typo");
  ASSERT_FALSE(set);
  EXPECT_THAT(set.error().message,
              AllOf(HasSubstr("did you mean 'MOT17-02'?"), HasSubstr("name results after")));
}

TEST_F(Sequences, FolderWithoutSequencesSaysWhatBelongsThere) {
  fs::create_directories(root_ / "empty");
  const auto set = find("empty", "result");
  ASSERT_FALSE(set);
  EXPECT_THAT(set.error().message, HasSubstr("name a folder with NAME/gt/gt.txt in it"));
}

TEST_F(Sequences, MissingFileIsNamedWhenLoaded) {
  const auto set = find("truth/A", "nothing.txt");
  ASSERT_TRUE(set);
  const auto sequence = load_sequence(set->sequences[0], std::nullopt);
  ASSERT_FALSE(sequence);
  EXPECT_THAT(sequence.error().message, HasSubstr("nothing.txt"));
}

}  // namespace
}  // namespace sillage::eval
