// SPDX-License-Identifier: Apache-2.0
#include "desk/serve/set_up.h"

#include <gtest/gtest.h>

#include "base/testing/temporary.h"
#include "config/reader.h"
#include "desk/serve/installation.h"
#include "desk/serve/internal/json.h"
#include "desk/serve/internal/keys.h"

namespace sillage::desk {
namespace {

using serve::Json;

class SetUpTest : public ::testing::Test {
 protected:
  SetUpTest() {
    auto store = config::load(SILLAGE_SOURCE_DIR "/examples/demo-store/store.toml");
    EXPECT_TRUE(store) << store.error().to_string();
    store_ = *store;
  }
  void install() {
    const auto done = desk::install(*records_, {store_, {}, false, now_, true}, now_);
    ASSERT_TRUE(done) << done.error().to_string();
  }
  desk::SetUp set_up() {
    const auto read = set_up_of(*records_, store_);
    EXPECT_TRUE(read) << read.error().to_string();
    return read.value_or(desk::SetUp{});
  }
  Document camera(const std::string& id) { return **records_->get(serve::kCamera, "demo-store", id); }

  TemporaryFolder folder_;
  config::StoreConfig store_;
  Instant now_ = *parse_iso8601("2026-11-23T12:00:00Z");
  std::unique_ptr<Records> records_ = *open_records(folder_.path() / "desk.db");
};

TEST_F(SetUpTest, WhatAConfigurationInstallsIsThatConfiguration) {
  install();
  EXPECT_EQ(config::to_toml(set_up().store), config::to_toml(store_));
  install();  // a further start makes no further version
  EXPECT_EQ(records_->list(serve::kLayout, "demo-store", "", 10)->size(), 1u);
}

TEST_F(SetUpTest, HasWhatPeopleChanged) {
  install();
  Document door = camera("door");
  Json body = Json::parse(door.body);
  body["source"] = "rtsp://10.0.0.9/1";
  body["user"] = "admin";
  body["password"] = "secret";
  door.body = body.dump();
  ASSERT_TRUE(records_->put(door));
  const desk::SetUp now = set_up();
  EXPECT_EQ(now.store.cameras[0].source, "rtsp://10.0.0.9/1");
  EXPECT_EQ(now.store.cameras.size(), store_.cameras.size());
  EXPECT_EQ(now.logins.at(CameraId("door")).password, "secret");
}

TEST_F(SetUpTest, FollowsAConfigurationThatWasEditedByHand) {
  install();
  Document door = camera("door");
  Json body = Json::parse(door.body);
  body["user"] = "admin";
  door.body = body.dump();
  ASSERT_TRUE(records_->put(door));
  store_.cameras.pop_back();
  store_.cameras[0].name = "Front";
  store_.lines[0].name = "Front";
  install();
  EXPECT_EQ(records_->list(serve::kCamera, "demo-store", "", 99)->size(), store_.cameras.size());
  EXPECT_EQ(Json::parse(camera("door").body).at("name"), "Front");
  EXPECT_EQ(Json::parse(camera("door").body).at("user"), "admin");  // the address is the same
  EXPECT_EQ(config::to_toml(set_up().store), config::to_toml(store_));
  EXPECT_EQ(records_->list(serve::kLayout, "demo-store", "", 10)->size(), 2u);
}

}  // namespace
}  // namespace sillage::desk
