// SPDX-License-Identifier: Apache-2.0
#include "app/supervisor/sealed_memory.h"

#include <string>

#include <gtest/gtest.h>
#include <sodium.h>
#include <sys/mman.h>
#include <unistd.h>

namespace sillage::app {
namespace {

std::vector<std::byte> bytes(const std::string& text) {
  std::vector<std::byte> all;
  for (const char c : text) all.push_back(static_cast<std::byte>(c));
  return all;
}

class Sealed : public testing::Test {
 protected:
  void SetUp() override { ASSERT_GE(::sodium_init(), 0); }
  void TearDown() override { ::close(file_); }

  std::string everything() const {
    std::string all(70 << 20, '\0');
    const ssize_t size = ::pread(file_, all.data(), all.size(), 0);
    all.resize(size < 0 ? 0 : static_cast<std::size_t>(size));
    return all;
  }

  int file_ = ::memfd_create("test", MFD_CLOEXEC);
  SealKey key_{1, 2, 3}, other_{9};
};

TEST_F(Sealed, GivesTheNewestToTheNextProcessWithTheKey) {
  SealedMemory first(file_, key_);
  EXPECT_FALSE(first.newest(other_));
  for (const char* text : {"one", "two", "three"}) ASSERT_TRUE(first.keep(bytes(text)));
  SealedMemory second(file_, key_);
  EXPECT_EQ(second.newest(other_), bytes("three"));
  ASSERT_TRUE(second.keep(bytes("four")));
  EXPECT_EQ(SealedMemory(file_, key_).newest(other_), bytes("four"));
}

TEST_F(Sealed, TellsNothingWithoutTheKey) {
  SealedMemory memory(file_, key_);
  ASSERT_TRUE(memory.keep(bytes("eleven visitors")));
  EXPECT_EQ(everything().find("eleven"), std::string::npos);
  EXPECT_FALSE(SealedMemory(file_, other_).newest(other_));
  EXPECT_EQ(SealedMemory(file_, other_).newest(key_), bytes("eleven visitors"));
}

TEST_F(Sealed, FallsBackToTheOneBeforeWhereTheNewestIsNotWhole) {
  SealedMemory memory(file_, key_);
  ASSERT_TRUE(memory.keep(bytes("odd")));   // the second place
  ASSERT_TRUE(memory.keep(bytes("even")));  // the first place
  char sealed = 0;
  ASSERT_EQ(::pread(file_, &sealed, 1, 60), 1);
  const char flipped = static_cast<char>(sealed ^ 1);
  ASSERT_EQ(::pwrite(file_, &flipped, 1, 60), 1);
  EXPECT_EQ(SealedMemory(file_, key_).newest(key_), bytes("odd"));
}

TEST_F(Sealed, AnOldKeyOpensNothingOnceBothPlacesAreSealedAnew) {
  SealedMemory memory(file_, key_);
  for (const char* text : {"a", "b"}) ASSERT_TRUE(memory.keep(bytes(text)));
  memory.use(other_);
  for (const char* text : {"c", "d"}) ASSERT_TRUE(memory.keep(bytes(text)));
  EXPECT_FALSE(SealedMemory(file_, key_).newest(key_));
  EXPECT_EQ(SealedMemory(file_, other_).newest(other_), bytes("d"));
}

}  // namespace
}  // namespace sillage::app
