// SPDX-License-Identifier: Apache-2.0
#include "wire/decode_token.h"

#include <algorithm>
#include <cstring>
#include <random>

#include <sodium.h>
#include <unistd.h>

#include <gtest/gtest.h>

namespace sillage::wire {
namespace {

namespace fs = std::filesystem;
const Instant kNow{std::chrono::seconds(1'800'000'000)};

class DecodeTokenTest : public ::testing::Test {
 protected:
  void SetUp() override {
    file = fs::temp_directory_path() / ("sillage-permit-" + std::to_string(getpid()));
    fs::remove(file);
    crypto_sign_keypair(reinterpret_cast<unsigned char*>(public_key.data()), secret_key.data());
    auto made = PermitPage::make(file, public_key);
    ASSERT_TRUE(made) << made.error().to_string();
    gate = *made;
    auto mapped = PermitPage::map(file);
    ASSERT_TRUE(mapped) << mapped.error().to_string();
    page = *mapped;
  }
  void TearDown() override { fs::remove(file); }

  DecodeClaims claims(DecodeMode mode = DecodeMode::kDeployment) const {
    DecodeClaims one;
    one.mode = mode;
    one.generation = gate->generation();
    one.issued = kNow;
    one.expires = kNow + std::chrono::hours(24);
    return one;
  }
  std::vector<std::byte> sealed(const DecodeClaims& one) const {
    std::vector<std::byte> bytes = to_bytes(one);
    std::array<unsigned char, crypto_sign_BYTES> signature{};
    crypto_sign_detached(signature.data(), nullptr,
                         reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                         secret_key.data());
    for (const unsigned char c : signature) bytes.push_back(std::byte{c});
    return bytes;
  }

  fs::path file;
  std::array<std::byte, 32> public_key{};
  std::array<unsigned char, crypto_sign_SECRETKEYBYTES> secret_key{};
  std::shared_ptr<PermitPage> gate;
  std::shared_ptr<const PermitPage> page;
};

TEST_F(DecodeTokenTest, HoldsUntilItExpires) {
  const auto token = DecodeToken::open(sealed(claims()), page, kNow);
  ASSERT_TRUE(token) << token.error().to_string();
  EXPECT_TRUE(token->check(kNow + std::chrono::hours(23)));
  const auto late = token->check(kNow + std::chrono::hours(24));
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, ErrorCode::kPermission);
  EXPECT_NE(late.error().message.find("sillage gap"), std::string::npos);
}

TEST_F(DecodeTokenTest, IsVoidAtOnceInEveryProcessThatMapsThePage) {
  const auto token = DecodeToken::open(sealed(claims()), page, kNow);
  ASSERT_TRUE(token);
  ASSERT_TRUE(token->check(kNow));
  gate->revoke_all();
  EXPECT_FALSE(token->check(kNow));
  EXPECT_FALSE(DecodeToken::open(sealed(DecodeClaims{token->claims()}), page, kNow));
  EXPECT_TRUE(DecodeToken::open(sealed(claims()), page, kNow)) << "a new one holds";
}

TEST_F(DecodeTokenTest, NoFlippedBitIsAccepted) {
  const auto good = sealed(claims());
  ASSERT_TRUE(DecodeToken::open(good, page, kNow));
  for (std::size_t bit = 0; bit < good.size() * 8; ++bit) {
    auto bad = good;
    bad[bit / 8] ^= std::byte{1} << (bit % 8);
    EXPECT_FALSE(DecodeToken::open(bad, page, kNow)) << "bit " << bit;
  }
}

TEST_F(DecodeTokenTest, NoOtherBytesAreAccepted) {
  std::mt19937_64 random(7);
  for (int i = 0; i < 2000; ++i) {
    std::vector<std::byte> bytes(i % 2 == 0 ? kTokenBytes : random() % 300);
    for (std::byte& byte : bytes) byte = static_cast<std::byte>(random());
    if (i % 4 == 0) {  // begins like one
      const auto start = to_bytes(claims());
      std::copy(start.begin(), start.end(), bytes.begin());
    }
    EXPECT_FALSE(DecodeToken::open(bytes, page, kNow));
  }
  auto longer = sealed(claims());
  longer.push_back({});
  EXPECT_FALSE(DecodeToken::open(longer, page, kNow));
  EXPECT_FALSE(DecodeToken::open(sealed(claims()), nullptr, kNow));
}

TEST_F(DecodeTokenTest, AnotherKeysSignatureIsNone) {
  std::array<unsigned char, crypto_sign_PUBLICKEYBYTES> other{};
  crypto_sign_keypair(other.data(), secret_key.data());
  EXPECT_FALSE(DecodeToken::open(sealed(claims()), page, kNow));
}

TEST_F(DecodeTokenTest, ADemonstrationDecodesThisMachineAlone) {
  const auto token =
      DecodeToken::open(sealed(claims(DecodeMode::kDemonstration)), page, kNow);
  ASSERT_TRUE(token);
  for (const char* url : {"rtsp://127.0.0.1:8554/door", "rtsp://localhost/x", "rtsp://[::1]:8/x",
                          "http://127.1.2.3/x"}) {
    EXPECT_TRUE(token->check(url, kNow)) << url;
  }
  for (const char* url :
       {"rtsp://192.168.1.4/x", "rtsp://127.0.0.1.example/x", "rtsp://127.0.0.1@192.168.1.4/x",
        "rtsp://192.168.1.4/127.0.0.1", "rtsp://camera?127.0.0.1", "rtsp://127.evil.example/x",
        "door.mp4", ""}) {
    EXPECT_FALSE(token->check(url, kNow)) << url;
  }
}

TEST_F(DecodeTokenTest, APageOfAnotherGateIsRefused) {
  std::array<std::byte, 32> other{};
  EXPECT_FALSE(PermitPage::make(file, other));
  EXPECT_FALSE(PermitPage::map(file.string() + ".none"));
}

}  // namespace
}  // namespace sillage::wire
