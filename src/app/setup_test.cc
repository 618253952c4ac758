// SPDX-License-Identifier: Apache-2.0
#include "app/setup.h"

#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>

#include "base/testing/temporary.h"

namespace sillage::app {
namespace {

namespace fs = std::filesystem;

/// This installation's models, of which that of the audience is not one's own: it is only named.
class AudienceModel : public ::testing::Test {
 protected:
  void SetUp() override {
    const fs::path models = eye::default_manifest_path().parent_path();
    for (const auto& file : fs::directory_iterator(models)) {
      const bool of_audience = file.path().filename().string().starts_with("sillage-audience");
      if (!of_audience) fs::copy(file.path(), folder_.path() / file.path().filename());
    }
    options_.manifest = (folder_.path() / "manifest.toml").string();
  }

  TemporaryFolder folder_;
  SetupOptions options_;
};

TEST_F(AudienceModel, IsNotOpenedUnlessSwitchedOn) {
  const auto setup = make_setup(options_, config::default_store());
  ASSERT_TRUE(setup) << setup.error().to_string();
  EXPECT_EQ(setup->body_network, nullptr);
}

TEST_F(AudienceModel, IsNeededWhereSwitchedOn) {
  config::StoreConfig store = config::default_store();
  store.audience.enabled = true;
  store.audience.share_error_points = 0;
  const auto setup = make_setup(options_, store);
  ASSERT_FALSE(setup);
  EXPECT_THAT(setup.error().to_string(), ::testing::HasSubstr("sillage-audience"));
}

TEST_F(AudienceModel, StaysShutWhereTheAuditIsBeyondTheLimits) {
  config::StoreConfig store = config::default_store();
  store.audience.enabled = true;
  store.audience.worst_gap_points = config::kMostGapPoints + 1;
  const auto setup = make_setup(options_, store);
  ASSERT_TRUE(setup) << setup.error().to_string();
  EXPECT_EQ(setup->body_network, nullptr);
}

TEST(AudienceNetwork, OfThisInstallationAnswersTheSameTwice) {
  config::StoreConfig store = config::default_store();
  store.audience.enabled = true;
  store.audience.worst_gap_points = store.audience.share_error_points = 0;
  const auto setup = make_setup({}, store);
  ASSERT_TRUE(setup) << setup.error().to_string();
  ASSERT_NE(setup->body_network, nullptr);
  std::vector<float> body(eye::BodyNetwork::kSize, 114);
  const double grey = *setup->body_network->feminine(body);
  for (std::size_t i = 0; i < body.size(); i += 3) body[i] = 30;
  EXPECT_NE(*setup->body_network->feminine(body), grey);
  std::fill(body.begin(), body.end(), 114.0F);
  EXPECT_EQ(*setup->body_network->feminine(body), grey);
  body.pop_back();
  EXPECT_FALSE(setup->body_network->feminine(body));
}

}  // namespace
}  // namespace sillage::app
