// SPDX-License-Identifier: Apache-2.0
#include "eval/site.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <random>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/files.h"
#include "eval/internal/text.h"

namespace sillage::eval {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr std::array<const char*, 7> kCameras = {"CVLab1", "CVLab2", "CVLab3", "CVLab4",
                                                 "IDIAP1", "IDIAP2", "IDIAP3"};
constexpr int kWidth = 1920, kHeight = 1080;
constexpr double kFrameRate = 2;
/// The grid of places: so many cells along x, their size, and where it begins.
constexpr long kCellsAlongX = 480;
constexpr double kCell = 0.025;
constexpr Point kOrigin{-3.0, -9.0};
constexpr double kCentimetre = 0.01;

/// Rotation matrix of an axis times an angle (Rodrigues), row by row.
std::array<double, 9> rotation_of(const std::vector<double>& r) {
  const double angle = std::hypot(r[0], r[1], r[2]);
  if (angle == 0) return {1, 0, 0, 0, 1, 0, 0, 0, 1};
  const double x = r[0] / angle, y = r[1] / angle, z = r[2] / angle;
  const double c = std::cos(angle), s = std::sin(angle), k = 1 - c;
  return {c + x * x * k,     x * y * k - z * s, x * z * k + y * s, y * x * k + z * s, c + y * y * k,
          y * z * k - x * s, z * x * k - y * s, z * y * k + x * s, c + z * z * k};
}

/// The text between <tag> and </tag>, as numbers.
Result<std::vector<double>> numbers_of_tag(std::string_view xml, std::string_view tag,
                                           std::string_view name) {
  const std::string open = fmt::format("<{}>", tag), close = fmt::format("</{}>", tag);
  const auto begin = xml.find(open);
  const auto end = begin == std::string_view::npos ? begin : xml.find(close, begin);
  if (end == std::string_view::npos) {
    return fail(ErrorCode::kDataLoss, "{}: has no {}; give OpenCV's XML", name, open);
  }
  std::string_view rest = xml.substr(begin + open.size(), end - begin - open.size());
  std::vector<double> numbers;
  while (true) {
    const auto first = rest.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return numbers;
    rest.remove_prefix(first);
    const auto word = rest.substr(0, rest.find_first_of(" \t\r\n"));
    rest.remove_prefix(word.size());
    double value = 0;
    const auto [stop, error] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (error != std::errc{} || stop != word.data() + word.size() || !std::isfinite(value)) {
      return fail(ErrorCode::kDataLoss, "{}: '{}' in {} is no number; give OpenCV's XML", name,
                  printable(word), open);
    }
    numbers.push_back(value);
  }
}

Result<std::vector<double>> read_tag(const fs::path& file, std::string_view tag,
                                     std::size_t count) {
  ASSIGN_OR_RETURN(const std::string text, read_file(file));
  ASSIGN_OR_RETURN(auto numbers, numbers_of_tag(text, tag, file.string()));
  if (numbers.size() != count) {
    return fail(ErrorCode::kDataLoss, "{}: <{}> has {} numbers, not {}; get the file anew",
                file.string(), tag, numbers.size(), count);
  }
  return numbers;
}

Result<PinholeCamera> read_camera(const fs::path& folder, const std::string& name) {
  const fs::path extrinsic = folder / "extrinsic" / ("extr_" + name + ".xml");
  ASSIGN_OR_RETURN(const auto rotation, read_tag(extrinsic, "rvec", 3));
  ASSIGN_OR_RETURN(const auto translation, read_tag(extrinsic, "tvec", 3));
  ASSIGN_OR_RETURN(const auto k,
                   read_tag(folder / "intrinsic_zero" / ("intr_" + name + ".xml"), "data", 9));
  PinholeCamera camera;
  camera.fx = k[0], camera.cx = k[2], camera.fy = k[4], camera.cy = k[5];
  camera.rotation = rotation_of(rotation);
  for (std::size_t i = 0; i < 3; ++i) camera.translation[i] = translation[i] * kCentimetre;
  return camera;
}

/// The people of one annotated moment.
Result<void> read_moment(const fs::path& file, int frame, Site& site) {
  ASSIGN_OR_RETURN(const std::string text, read_file(file));
  const Json people = Json::parse(text, nullptr, false);
  const auto damaged_file = [&](const char* what) {
    return fail(ErrorCode::kDataLoss, "{}: {}; get the file anew", file.string(), what);
  };
  if (!people.is_array()) return damaged_file("no list of people");
  try {
    for (const Json& person : people) {
      const long id = person.at("personID").get<long>();
      const long cell = person.at("positionID").get<long>();
      if (cell < 0) return damaged_file("a positionID below 0");
      site.truth.push_back({frame, id,
                            kOrigin + Point{static_cast<double>(cell % kCellsAlongX) * kCell,
                                            static_cast<double>(cell / kCellsAlongX) * kCell}});
      for (const Json& view : person.at("views")) {
        const auto number = view.at("viewNum").get<std::size_t>();
        const double left = view.at("xmin"), right = view.at("xmax");
        const double top = view.at("ymin"), bottom = view.at("ymax");
        if (number >= site.cameras.size()) return damaged_file("a viewNum beyond the cameras");
        if (right <= left || bottom <= top) continue;  // not visible there: -1
        site.cameras[number].boxes.push_back(
            {frame, id, {left, top, right - left, bottom - top}, 1.0});
      }
    }
  } catch (const Json::exception&) {
    return damaged_file("a person without personID, positionID or views");
  }
  return {};
}

}  // namespace

Result<Site> read_wildtrack(const fs::path& folder) {
  Site site;
  site.frame_rate = kFrameRate;
  std::vector<fs::path> moments;
  std::error_code failed;
  for (fs::directory_iterator it(folder / "annotations", failed), end; !failed && it != end;
       it.increment(failed)) {
    if (it->path().extension() == ".json") moments.push_back(it->path());
  }
  if (moments.empty()) {
    return fail(ErrorCode::kNotFound,
                "{} has no annotations/*.json; give the folder of WILDTRACK with annotations/ and "
                "calibrations/",
                folder.string());
  }
  std::sort(moments.begin(), moments.end());
  for (const char* name : kCameras) {
    ASSIGN_OR_RETURN(const auto camera, read_camera(folder / "calibrations", name));
    const SequenceInfo info{name, kFrameRate, static_cast<int>(moments.size()), kWidth, kHeight};
    site.cameras.push_back({name, info, camera, {}});
  }
  for (const fs::path& moment : moments) RETURN_IF_ERROR(read_moment(moment, ++site.frames, site));
  return site;
}

Result<void> Damage::check() const {
  const auto is_share = [](double x) { return x >= 0 && x < 1; };
  if (is_share(missed) && is_share(clutter) && jitter_px >= 0 && jitter_px <= 100) return {};
  return fail(ErrorCode::kInvalidArgument,
              "missed {}, clutter {}, jitter {} px: give shares from 0 to below 1, and 0 to 100 px",
              missed, clutter, jitter_px);
}

std::vector<MotRow> damaged(const SiteCamera& camera, const Damage& damage) {
  if (damage.missed == 0 && damage.clutter == 0 && damage.jitter_px == 0) return camera.boxes;
  // One stream of chance per camera.
  std::seed_seq seeds(camera.name.begin(), camera.name.end());
  std::array<std::uint32_t, 2> key{};
  seeds.generate(key.begin(), key.end());
  std::mt19937_64 random(damage.seed ^ (static_cast<std::uint64_t>(key[0]) << 32 | key[1]));
  std::uniform_real_distribution<double> share(0, 1);
  std::normal_distribution<double> jitter(0, 1);
  std::vector<MotRow> boxes;
  for (const MotRow& row : camera.boxes) {
    if (share(random) < damage.clutter) {
      MotRow nobody = row;
      nobody.id = -1;
      nobody.box.left = share(random) * (camera.info.width - row.box.width);
      nobody.box.top = share(random) * (camera.info.height - row.box.height);
      boxes.push_back(nobody);
    }
    if (share(random) < damage.missed) continue;
    double edge[4];
    for (double& e : edge) e = damage.jitter_px * jitter(random);
    MotRow moved = row;
    moved.box = {row.box.left + edge[0], row.box.top + edge[1],
                 std::max(1.0, row.box.width - edge[0] + edge[2]),
                 std::max(1.0, row.box.height - edge[1] + edge[3])};
    boxes.push_back(moved);
  }
  return boxes;
}

}  // namespace sillage::eval
