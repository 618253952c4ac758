// SPDX-License-Identifier: Apache-2.0
#include "base/files.h"

#include <cerrno>
#include <cstring>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

namespace sillage {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class FilesTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "sillage-files-XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override {
    fs::permissions(folder_, fs::perms::owner_all);
    fs::remove_all(folder_);
  }
  static std::string content(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  /// How many entries the folder holds: a failure must leave no temporary file behind.
  std::size_t entries(const fs::path& folder) const {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
  }

  fs::path folder_;
};

TEST_F(FilesTest, WritesAndReadsBack) {
  const fs::path path = folder_ / "a.bin";
  const std::string bytes("line\r\n\0\xff", 8);
  ASSERT_TRUE(write_file_atomically(path, bytes));
  EXPECT_EQ(*read_file(path), bytes);
  EXPECT_EQ(entries(folder_), 1u);
  ASSERT_TRUE(write_file_atomically(path, ""));
  EXPECT_EQ(*read_file(path), "");
}

TEST_F(FilesTest, OthersMayReadWhatWasWritten) {
  ASSERT_TRUE(write_file_atomically(folder_ / "a", "x"));
  struct stat info {};
  ASSERT_EQ(::stat((folder_ / "a").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777u, 0644u);
}

TEST_F(FilesTest, AReaderOfTheOldFileKeepsTheOldContent) {
  const fs::path path = folder_ / "a";
  ASSERT_TRUE(write_file_atomically(path, "old"));
  std::ifstream reader(path);
  ASSERT_TRUE(write_file_atomically(path, "new"));
  std::string seen;
  reader >> seen;
  EXPECT_EQ(seen, "old");
  EXPECT_EQ(content(path), "new");
}

TEST_F(FilesTest, MissingFolderIsNamedWithWhatToDo) {
  const fs::path path = folder_ / "missing" / "a";
  const auto written = write_file_atomically(path, "x");
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, ErrorCode::kNotFound);
  EXPECT_THAT(written.error().message, HasSubstr(path.string()));
  EXPECT_THAT(written.error().message, HasSubstr("create the folder"));
}

TEST_F(FilesTest, MissingFileIsNamedWithWhatToDo) {
  const auto read = read_file(folder_ / "missing");
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, ErrorCode::kNotFound);
  EXPECT_THAT(read.error().message, HasSubstr((folder_ / "missing").string()));
  EXPECT_THAT(read.error().message, HasSubstr("check the path"));
}

TEST_F(FilesTest, DirectoryIsCalledOne) {
  const fs::path target = folder_ / "d";
  fs::create_directory(target);
  const auto written = write_file_atomically(target, "x");
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, ErrorCode::kInvalidArgument);
  EXPECT_THAT(written.error().message, HasSubstr("name a file, not a folder"));
  EXPECT_TRUE(fs::is_directory(target));
  EXPECT_EQ(entries(folder_), 1u);

  const auto read = read_file(target);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, ErrorCode::kInvalidArgument);
  EXPECT_THAT(read.error().message, HasSubstr("name a file, not a folder"));
}

TEST_F(FilesTest, AFileUsedAsAFolderIsCalledOne) {
  ASSERT_TRUE(write_file_atomically(folder_ / "a", "x"));
  const auto written = write_file_atomically(folder_ / "a" / "b", "y");
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, ErrorCode::kNotFound);
  EXPECT_THAT(written.error().message, HasSubstr("part of the path is a file"));
}

TEST_F(FilesTest, ReadOnlyFolderLeavesTheOldContent) {
  if (::geteuid() == 0) GTEST_SKIP() << "root writes everywhere; the mounted case covers it";
  ASSERT_TRUE(write_file_atomically(folder_ / "a", "old"));
  fs::permissions(folder_, fs::perms::owner_read | fs::perms::owner_exec);
  const auto written = write_file_atomically(folder_ / "a", "new");
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, ErrorCode::kPermission);
  EXPECT_THAT(written.error().message, HasSubstr("ls -l"));
  EXPECT_EQ(content(folder_ / "a"), "old");
}

TEST_F(FilesTest, LimitIsKept) {
  ASSERT_TRUE(write_file_atomically(folder_ / "a", std::string(1000, 'x')));
  EXPECT_TRUE(read_file(folder_ / "a", 1000));
  const auto read = read_file(folder_ / "a", 999);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, ErrorCode::kExhausted);
  EXPECT_THAT(read.error().message, HasSubstr("is it the right file?"));
}

TEST_F(FilesTest, FollowsALinkAndLeavesItInPlace) {
  ASSERT_TRUE(write_file_atomically(folder_ / "real", "old"));
  fs::create_symlink("real", folder_ / "link");
  ASSERT_TRUE(write_file_atomically(folder_ / "link", "new"));
  EXPECT_TRUE(fs::is_symlink(folder_ / "link"));
  EXPECT_EQ(content(folder_ / "real"), "new");
}

TEST_F(FilesTest, NeverReplacesADevice) {
  const fs::path fifo = folder_ / "pipe";
  ASSERT_EQ(::mkfifo(fifo.c_str(), 0600), 0);
  const auto written = write_file_atomically(fifo, "x");
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, ErrorCode::kInvalidArgument);
  EXPECT_THAT(written.error().message, HasSubstr("name an ordinary file"));
  EXPECT_TRUE(fs::is_fifo(fifo));
}

/// A file system of two pages, mounted where the test may (root); else the test is skipped.
class TinyDiskTest : public FilesTest {
 protected:
  void mount_disk(unsigned long flags, const char* options) {
    disk_ = folder_ / "disk";
    fs::create_directory(disk_);
    if (::mount("tmpfs", disk_.c_str(), "tmpfs", flags, options) != 0) {
      GTEST_SKIP() << "cannot mount a small disk: " << std::strerror(errno);
    }
    mounted_ = true;
  }
  void TearDown() override {
    if (mounted_) ::umount(disk_.c_str());
    FilesTest::TearDown();
  }
  fs::path disk_;
  bool mounted_ = false;
};

TEST_F(TinyDiskTest, FullDiskLeavesTheOldContent) {
  mount_disk(0, "size=8k");
  if (!mounted_) return;
  ASSERT_TRUE(write_file_atomically(disk_ / "a", "old"));
  const auto written = write_file_atomically(disk_ / "a", std::string(100'000, 'x'));
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, ErrorCode::kExhausted);
  EXPECT_THAT(written.error().message, HasSubstr("free some disk space"));
  EXPECT_EQ(content(disk_ / "a"), "old");
  EXPECT_EQ(entries(disk_), 1u);
}

TEST_F(TinyDiskTest, ReadOnlyDiskSaysSo) {
  mount_disk(MS_RDONLY, "size=8k");
  if (!mounted_) return;
  const auto written = write_file_atomically(disk_ / "a", "x");
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, ErrorCode::kPermission);
  EXPECT_THAT(written.error().message, HasSubstr("choose a place that is not read-only"));
}

TEST(Sha256, KnownAnswers) {  // FIPS 180-4 examples
  EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

}  // namespace
}  // namespace sillage
