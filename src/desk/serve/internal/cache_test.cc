// SPDX-License-Identifier: Apache-2.0
#include "desk/serve/internal/cache.h"

#include <atomic>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

namespace sillage::desk::serve {
namespace {

CachedAnswer answer_of(const std::string& text) { return {http::make_body(text), text}; }

TEST(AnswerCache, WhatManyAskForAtOnceIsWorkedOutOnce) {
  AnswerCache cache;
  std::atomic<int> worked_out = 0, alike = 0;
  {
    std::vector<std::jthread> askers;
    for (int i = 0; i < 8; ++i) {
      askers.emplace_back([&] {
        AnswerCache::Claim claim;
        auto answer = cache.find("key", claim);
        if (!answer) {
          ++worked_out;
          std::this_thread::sleep_for(std::chrono::milliseconds(50));
          answer = answer_of("42");
          claim.keep(*answer);
        }
        if (answer->etag == "42") ++alike;
      });
    }
  }
  EXPECT_EQ(worked_out, 1);
  EXPECT_EQ(alike, 8);
}

TEST(AnswerCache, AClaimThatCameToNothingGoesToTheNext) {
  AnswerCache cache;
  {
    AnswerCache::Claim claim;
    EXPECT_FALSE(cache.find("key", claim));
  }
  AnswerCache::Claim claim;
  EXPECT_FALSE(cache.find("key", claim));  // and does not wait for ever
}

TEST(AnswerCache, WhatWasClaimedBeforeAChangeIsNotKept) {
  AnswerCache cache;
  {
    AnswerCache::Claim claim;
    ASSERT_FALSE(cache.find("key", claim));
    cache.renew();
    claim.keep(answer_of("old"));
  }
  AnswerCache::Claim claim;
  EXPECT_FALSE(cache.find("key", claim));
}

TEST(AnswerCache, ForgetsWhatWasNotAskedForTheLongest) {
  AnswerCache cache(4000);
  for (const char* key : {"a", "b", "c", "d", "e"}) {
    AnswerCache::Claim claim;
    ASSERT_FALSE(cache.find(key, claim));
    claim.keep(answer_of(std::string(600, *key)));
  }
  AnswerCache::Claim first, last;
  EXPECT_FALSE(cache.find("a", first));
  EXPECT_TRUE(cache.find("e", last));
}

}  // namespace
}  // namespace sillage::desk::serve
