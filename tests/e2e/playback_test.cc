// SPDX-License-Identifier: Apache-2.0
#include "app/playback.h"

#include <map>
#include <set>
#include <variant>

#include <gtest/gtest.h>

#include "config/reader.h"
#include "tests/e2e/synthetic_clip.h"

namespace sillage::e2e {
namespace {

std::vector<Box> one_walker(int frame) { return {{40.0 + 3 * frame, 80, 30, 80}}; }

TEST(Playback, NoTwoRecordingsOfACameraShareATrack) {
  const ScratchFolder folder;
  app::Setup setup;
  setup.store = *config::parse("[[camera]]\nid = \"door\"\n", "s.toml");
  setup.starts_at = *parse_iso8601("2026-11-23T09:00:00Z");
  std::vector<std::string> files;
  for (const char* name : {"1.y4m", "2.y4m", "3.y4m"}) {
    write_clip(folder / name, 30, one_walker);
    files.push_back((folder / name).string());
  }
  const auto cameras = app::read_inputs(files, setup);
  ASSERT_TRUE(cameras) << cameras.error().to_string();
  const auto detector = make_bright_detector();
  auto playback = app::Playback::create(*cameras, *detector, setup.store);
  ASSERT_TRUE(playback) << playback.error().to_string();
  std::map<std::size_t, std::set<TrackId>> tracks;
  for (;;) {
    const auto played = playback->next();
    ASSERT_TRUE(played) << played.error().to_string();
    if (!*played) break;
    for (const wire::EyeMessage& message : (*played)->frame.messages) {
      const auto* sighting = std::get_if<wire::Sighting>(&message);
      if (sighting != nullptr) tracks[(*played)->recording].insert(sighting->track);
    }
  }
  ASSERT_EQ(tracks.size(), 3u);
  std::set<TrackId> all;
  for (const auto& [recording, of_one] : tracks) {
    EXPECT_EQ(of_one.size(), 1u) << recording;
    all.insert(of_one.begin(), of_one.end());
  }
  EXPECT_EQ(all.size(), 3u);
}

}  // namespace
}  // namespace sillage::e2e
