// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>

#include "base/result.h"
#include "config/store_config.h"
#include "desk/store/records.h"

namespace sillage::desk {

/// What people have set up on the dashboard, in the form of a configuration.
struct SetUp {
  config::StoreConfig store;
  struct Login {
    std::string user, password;
  };
  std::map<CameraId, Login> logins;  ///< of cameras whose address needs one
};

/// `base` with the cameras, lines, zones, funnels and protection that the database has of its store.
/// What a dashboard cannot change stays as it is there.
Result<SetUp> set_up_of(Records& records, const config::StoreConfig& base);

}  // namespace sillage::desk
