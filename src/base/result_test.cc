// SPDX-License-Identifier: Apache-2.0
#include "base/result.h"

#include <memory>
#include <set>

#include <gtest/gtest.h>

namespace sillage {
namespace {

Result<int> half(int value) {
  if (value % 2 != 0)
    return fail(ErrorCode::kInvalidArgument, "{} is odd; give an even one", value);
  return value / 2;
}

Result<int> quarter(int value) {
  ASSIGN_OR_RETURN(const int once, half(value));
  ASSIGN_OR_RETURN(const int twice, half(once));
  return twice;
}

Result<void> check_even(int value) {
  RETURN_IF_ERROR(half(value));
  return {};
}

TEST(Result, MacrosPassValuesAndErrorsOn) {
  EXPECT_EQ(*quarter(12), 3);
  const auto failed = quarter(6);
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(failed.error().message, "3 is odd; give an even one");
  EXPECT_TRUE(check_even(2));
  EXPECT_FALSE(check_even(3));
}

TEST(Result, MovesWhatCannotBeCopied) {
  const auto make = []() -> Result<std::unique_ptr<int>> { return std::make_unique<int>(7); };
  const auto use = [&]() -> Result<int> {
    ASSIGN_OR_RETURN(auto pointer, make());
    return *pointer;
  };
  EXPECT_EQ(*use(), 7);
}

TEST(Error, ContextReadsFromTheOutside) {
  Error error{ErrorCode::kNotFound, "no such file", {}};
  error = std::move(error).with("reading store.toml").with("starting");
  EXPECT_EQ(error.to_string(), "starting: reading store.toml: no such file");
}

constexpr ErrorCode kAll[] = {
    ErrorCode::kInvalidArgument, ErrorCode::kUsage,       ErrorCode::kConfiguration,
    ErrorCode::kNotFound,        ErrorCode::kUnavailable, ErrorCode::kDeadline,
    ErrorCode::kExhausted,       ErrorCode::kDataLoss,    ErrorCode::kPermission,
    ErrorCode::kConflict,        ErrorCode::kUnsupported, ErrorCode::kCancelled,
    ErrorCode::kInternal};

TEST(ErrorCode, NamesAreDistinct) {
  std::set<std::string> names;
  for (ErrorCode code : kAll) names.insert(to_string(code));
  EXPECT_EQ(names.size(), std::size(kAll));
}

TEST(ErrorCode, ExitCodesAreTheDocumentedOnes) {
  for (ErrorCode code : kAll) {
    const int expected = code == ErrorCode::kUsage           ? 2
                         : code == ErrorCode::kConfiguration ? 3
                         : code == ErrorCode::kUnavailable   ? 4
                         : code == ErrorCode::kDeadline      ? 4
                                                             : 1;
    EXPECT_EQ(exit_code(code), expected) << to_string(code);
  }
}

}  // namespace
}  // namespace sillage
