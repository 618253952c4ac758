// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include <gtest/gtest.h>

#include "base/files.h"
#include "config/reader.h"
#include "govern/documents/assessment.h"
#include "govern/gap.h"
#include "govern/signing.h"

namespace sillage::govern {

/// A store in which everything is as it should be, in a folder of its own.
class TestStore : public ::testing::Test {
 protected:
  void SetUp() override;
  void TearDown() override;

  /// The configuration, with a piece of its text replaced.
  config::StoreConfig store(const std::string& from = "", const std::string& to = "") const;
  Observed observed() const;
  GapInput input() const { return {store(), observed(), folder, {}}; }
  Gap gap() const;
  /// An assessment as people would have completed it.
  std::string completed_assessment() const;
  /// Keys of all roles, the assessment, all signatures, a witness.
  void sign_everything();

  void really_sign();

  std::filesystem::path folder;
  SimulatedClock clock{Instant(std::chrono::seconds(1'800'000'000))};
  std::map<Role, SigningKey> keys;
};

}  // namespace sillage::govern
