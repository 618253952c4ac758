// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "desk/store/store.h"

namespace sillage::desk {

/// An empty place for numbers, for one test. Several stores may be opened on it at once.
class StorePlace {
 public:
  virtual ~StorePlace() = default;
  virtual Result<std::unique_ptr<Store>> open() = 0;
};

/// How the suite gets a place of one kind of store. A further implementation of Store adds one
/// INSTANTIATE_TEST_SUITE_P with its own and has to pass the same tests.
struct StoreKind {
  std::string name;
  std::function<std::unique_ptr<StorePlace>()> make_place;
};

class StoreContractTest : public ::testing::TestWithParam<StoreKind> {
 protected:
  void SetUp() override {
    place_ = GetParam().make_place();
    ASSERT_NE(place_, nullptr);
    store_ = open();
  }
  std::unique_ptr<Store> open() {
    auto store = place_->open();
    if (!store) {
      ADD_FAILURE() << store.error().to_string();
      return nullptr;
    }
    return std::move(*store);
  }

  std::unique_ptr<StorePlace> place_;
  std::unique_ptr<Store> store_;
};

}  // namespace sillage::desk
