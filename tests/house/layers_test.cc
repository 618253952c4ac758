// SPDX-License-Identifier: Apache-2.0
// The rooms are an include rule; this is the rule.
#include <algorithm>
#include <map>
#include <regex>
#include <set>

#include <gtest/gtest.h>

#include "tests/house/tree.h"

namespace sillage::house {
namespace {

/// What a layer may include, itself apart.
const std::map<std::string, std::set<std::string>> kMayInclude{
    {"base", {}},
    {"onvif", {"base"}},
    {"geometry", {"base"}},
    {"config", {"base", "geometry"}},
    {"wire", {"base", "geometry"}},
    {"eye", {"base", "geometry", "config", "wire"}},
    {"floor", {"base", "geometry", "config", "wire"}},
    {"desk", {"base", "geometry", "config", "wire"}},
    {"govern", {"base", "geometry", "config", "wire", "desk"}},
    {"sim", {"base", "geometry", "config", "wire"}},
    {"eval", {"base", "geometry", "config", "wire"}},
    {"app",
     {"base", "geometry", "config", "wire", "onvif", "eye", "floor", "desk", "govern", "sim", "eval"}},
};

std::string part(const std::string& path, int index) {
  std::size_t start = 0;
  for (int i = 0; i < index; ++i) {
    start = path.find('/', start);
    if (start == std::string::npos) return "";
    ++start;
  }
  const std::size_t end = path.find('/', start);
  return end == std::string::npos ? "" : path.substr(start, end - start);
}

std::vector<SourceFile> code() {
  std::vector<SourceFile> files;
  for (const SourceFile& file : tree()) {
    if (file.under("src") && (file.extension() == "h" || file.extension() == "cc")) {
      files.push_back(file);
    }
  }
  return files;
}

TEST(Layers, EveryFolderIncludesOnlyWhatItsLayerMayKnow) {
  ASSERT_GT(code().size(), 50u);
  for (const SourceFile& file : code()) {
    const std::string layer = part(file.path, 1);
    ASSERT_TRUE(kMayInclude.contains(layer)) << file.path << " lies in no known layer";
    for (const std::string& include : includes_of(file)) {
      const std::string other = part(include, 0);
      EXPECT_TRUE(other == layer || kMayInclude.at(layer).contains(other))
          << file.path << " includes " << include << ": " << layer << " may not know " << other;
    }
  }
}

TEST(Layers, StagesOfTheEyeDoNotKnowEachOther) {
  for (const SourceFile& file : code()) {
    if (!file.under("src/eye")) continue;
    for (const std::string& include : includes_of(file)) {
      if (part(include, 0) != "eye") continue;
      const std::string stage = part(include, 1);
      EXPECT_TRUE(stage == part(file.path, 2) || stage == "common")
          << file.path << " includes " << include;
    }
  }
}

TEST(Layers, InternalHeadersStayInTheirFolder) {
  for (const SourceFile& file : code()) {
    for (const std::string& include : includes_of(file)) {
      const std::size_t at = include.find("/internal/");
      if (at == std::string::npos) continue;
      EXPECT_TRUE(file.under("src/" + include.substr(0, at)))
          << file.path << " includes " << include;
    }
  }
}

TEST(Layers, GovernKnowsOfTheDeskOnlyItsStore) {
  for (const SourceFile& file : code()) {
    if (!file.under("src/govern")) continue;
    for (const std::string& include : includes_of(file)) {
      EXPECT_TRUE(part(include, 0) != "desk" || part(include, 1) == "store") << file.path;
    }
  }
}

TEST(Layers, OnlyThePrivacyDoorMakesARelease) {
  const std::regex construct(R"((\bRelease\s*[({]\s*\w)|(\bencode_parts\s*\())");
  for (const SourceFile& file : code()) {
    const bool is_test = file.path.ends_with("_test.cc");
    if (file.under("src/wire") || file.under("src/floor/privacy") || is_test) continue;
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
      EXPECT_FALSE(std::regex_search(file.lines[i], construct))
          << file.path << ":" << i + 1 << ": " << file.lines[i];
    }
  }
}

/// Leave to decode comes from one place: whoever could write claims or open the page for writing
/// could give it to themselves.
TEST(Layers, OnlyTheGateGivesLeaveToDecode) {
  const std::regex gives(R"(DecodeClaims\b|PermitPage::make\b|revoke_all\b)");
  int gates = 0;
  for (const SourceFile& file : code()) {
    if (file.under("src/wire") || file.path.ends_with("_test.cc")) continue;
    for (std::size_t i = 0; i < file.lines.size(); ++i) {
      if (!std::regex_search(file.lines[i], gives)) continue;
      EXPECT_TRUE(file.under("src/govern")) << file.path << ":" << i + 1 << ": " << file.lines[i];
      if (file.lines[i].find("wire::DecodeClaims claims") != std::string::npos) ++gates;
    }
  }
  EXPECT_EQ(gates, 1) << "one entry makes tokens";
}

/// Where code matches, outside of tests; file names, each once.
std::set<std::string> files_with(const std::regex& pattern) {
  std::set<std::string> found;
  for (const SourceFile& file : code()) {
    if (file.path.ends_with("_test.cc")) continue;
    for (const std::string& line : file.lines) {
      if (std::regex_search(line, pattern)) found.insert(file.path);
    }
  }
  return found;
}

/// No other code opens a camera, decodes one, or says that it may be decoded: the container is
/// opened and its packets are decoded in one place each, which asks `may_decode`, and who answers asks
/// the gate's token: the room of an eye, and what takes the picture of an empty store for an installer. (The simulated cameras read clips
/// of their own, as files.)
TEST(Layers, LiveAddressesAreDecodedWithTheGatesLeaveAlone) {
  using Files = std::set<std::string>;
  EXPECT_EQ(files_with(std::regex(R"(\bavformat_open_input\s*\()")),
            (Files{"src/eye/ingest/internal/container.cc", "src/sim/live/clip_source.cc"}));
  EXPECT_EQ(files_with(std::regex(R"(\bavcodec_(find_decoder|send_packet|receive_frame)\s*\()")),
            Files{"src/eye/ingest/internal/decoder.cc"});
  EXPECT_EQ(files_with(std::regex(R"(\bDecoder::create\s*\()")),
            (Files{"src/eye/ingest/internal/decoder.cc", "src/eye/ingest/video_source.cc"}));
  EXPECT_EQ(files_with(std::regex(R"([.>]may_decode\s*=)")),
            (Files{"src/app/supervisor/eye_room.cc", "src/app/supervisor/plate_taker.cc"}));
  EXPECT_EQ(files_with(std::regex(R"(\bDecodeToken::open\s*\()")),
            (Files{"src/app/supervisor/eye_room.cc", "src/app/supervisor/plate_taker.cc",
                   "src/wire/decode_token.cc"}));
}

TEST(Layers, ThirdPartyHeadersStayOutOfOurHeaders) {
  const std::regex third_party(
      R"(#include [<"](Eigen|CLI|toml|sqlite3|sodium|libav|libyuv|libswscale|date/|zlib|boost|openssl|yaml-cpp|gtest|onnx|gst/|gio/|glib|apriltag|cairo|qrencode|pugixml))");
  for (const SourceFile& file : code()) {
    const bool is_ours_alone = file.path.ends_with("_test.h") ||
                               file.path.find("/internal/") != std::string::npos ||
                               file.path.find("/testing/") != std::string::npos;
    if (file.extension() != "h" || is_ours_alone) continue;
    for (const std::string& line : file.lines) {
      EXPECT_FALSE(std::regex_search(line, third_party)) << file.path << ": " << line;
    }
  }
}

/// A room may not even link what another room is made of.
TEST(Layers, LinkedLibrariesFollowTheRooms) {
  for (const SourceFile& file : tree()) {
    if (!file.under("src") || !file.path.ends_with("CMakeLists.txt")) continue;
    const std::string room = part(file.path, 1);
    for (const std::string other : {"eye", "floor", "desk"}) {
      if (room == other || room == "app" || (room == "govern" && other == "desk")) continue;
      if (room != "eye" && room != "floor" && room != "desk") continue;
      for (const std::string& line : file.lines) {
        const std::size_t test_only = line.find("TEST_DEPS");
        EXPECT_EQ(line.substr(0, test_only).find("sillage_" + other), std::string::npos)
            << file.path << ": " << line;
      }
    }
  }
}

}  // namespace
}  // namespace sillage::house
