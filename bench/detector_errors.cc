// SPDX-License-Identifier: Apache-2.0
// How a detector errs, as sim::DetectorFigures has it: PETS09-S2L1 on larger and larger grey
// pictures and cut into parts, so that people are 8 to 120 network pixels high, beside the truth. A
// second detector tells how much of an edge's error is the truth's: errors of the three are taken
// as independent. Markdown tables on stdout; shares of a body are told by boxes, not by outlines.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/core.h>

#include "app/print.h"
#include "eval/mot.h"
#include "eye/detect/detector.h"
#include "eye/ingest/video_source.h"

namespace sillage::bench {
namespace {

constexpr double kLowest = 0.1, kSame = 0.4, kTruthScale = 0.625;
/// Of fewer, deviations say nothing.
constexpr std::size_t kEnough = 100;

struct Options {
  std::string data, manifest, model = "sillage-person-v1", beside = "yolox-nano";
};

/// A picture of `width` x `height` that shows a part of the clip.
struct Canvas {
  int width, height;
  int from_x, from_y, part_width, part_height;
};

std::vector<Canvas> canvases(int width, int height) {
  std::vector<Canvas> all;
  for (const double larger : {1.0, 1.3, 1.6, 2.0, 2.5, 3.0, 3.6}) {
    const auto even = [&](double side) { return static_cast<int>(side * larger) / 4 * 4; };
    all.push_back({even(640), even(360), 0, 0, width, height});
  }
  for (const int x : {0, width / 3})
    for (const int y : {0, height / 4, height / 2}) all.push_back({320, 180, x, y, 320, 180});
  return all;
}

/// Where the part lies in the canvas: in the middle, on whole colour samples.
int offset(int canvas, int part) { return (canvas - part) / 4 * 2; }

eye::I420Image paint(const eye::I420View& clip, const Canvas& canvas) {
  eye::I420Image image(canvas.width, canvas.height);
  std::fill_n(image.y(), canvas.width * canvas.height, std::uint8_t{110});
  const int colours = image.chroma_width() * ((canvas.height + 1) / 2);
  std::fill_n(image.u(), colours, std::uint8_t{128});
  std::fill_n(image.v(), colours, std::uint8_t{128});
  const auto copy = [&](const std::uint8_t* from, int stride, std::uint8_t* to, int to_stride,
                        int divide) {
    const int x = offset(canvas.width, canvas.part_width) / divide,
              y = offset(canvas.height, canvas.part_height) / divide;
    for (int row = 0; row < canvas.part_height / divide; ++row) {
      std::copy_n(from + (row + canvas.from_y / divide) * stride + canvas.from_x / divide,
                  canvas.part_width / divide, to + (row + y) * to_stride + x);
    }
  };
  copy(clip.y, clip.y_stride, image.y(), canvas.width, 1);
  copy(clip.u, clip.u_stride, image.u(), image.chroma_width(), 2);
  copy(clip.v, clip.v_stride, image.v(), image.chroma_width(), 2);
  return image;
}

using Edges = std::array<double, 4>;
Edges edges(const Box& box) { return {box.left, box.top, box.right(), box.bottom()}; }

/// Somebody in one picture, and what was found of them.
struct View {
  double height = 0;  ///< network pixels
  double hidden = 0;  ///< share of the box behind boxes of nearer people
  std::optional<eye::Detection> found, beside;
  Box truth;
};

/// The best overlap first, each box once.
std::vector<std::optional<eye::Detection>> match(const std::vector<Box>& truth,
                                                 const std::vector<eye::Detection>& found) {
  struct Pair {
    double overlap;
    std::size_t person, box;
  };
  std::vector<Pair> pairs;
  for (std::size_t i = 0; i < truth.size(); ++i) {
    for (std::size_t j = 0; j < found.size(); ++j) {
      const double overlap = iou(truth[i], found[j].box);
      if (overlap >= kSame) pairs.push_back({overlap, i, j});
    }
  }
  std::stable_sort(pairs.begin(), pairs.end(),
                   [](const Pair& a, const Pair& b) { return a.overlap > b.overlap; });
  std::vector<std::optional<eye::Detection>> matched(truth.size());
  std::vector<bool> taken(found.size(), false);
  for (const Pair& pair : pairs) {
    if (matched[pair.person] || taken[pair.box]) continue;
    matched[pair.person] = found[pair.box];
    taken[pair.box] = true;
  }
  return matched;
}

double hidden_share(std::size_t who, const std::vector<Box>& truth) {
  constexpr int kSteps = 24;
  const Box& box = truth[who];
  int hidden = 0;
  for (int i = 0; i < kSteps * kSteps; ++i) {
    const double x = box.left + box.width * (i % kSteps + 0.5) / kSteps;
    const double y = box.top + box.height * (i / kSteps + 0.5) / kSteps;
    hidden += std::any_of(truth.begin(), truth.end(), [&](const Box& other) {
      return other.bottom() > box.bottom() && x >= other.left && x < other.right() &&
             y >= other.top && y < other.bottom();
    });
  }
  return static_cast<double>(hidden) / (kSteps * kSteps);
}

/// By canvas and person, frame by frame.
using Views = std::map<std::pair<std::size_t, long>, std::map<int, View>>;

Result<Views> look(const Options& options) {
  namespace fs = std::filesystem;
  ASSIGN_OR_RETURN(const auto manifest, eye::ModelManifest::load(options.manifest));
  eye::DetectorOptions low;
  low.min_score = kLowest;
  ASSIGN_OR_RETURN(const eye::Model model, manifest.find(options.model));
  ASSIGN_OR_RETURN(const eye::Model other, manifest.find(options.beside));
  ASSIGN_OR_RETURN(const auto detector, eye::create_detector(model, low));
  ASSIGN_OR_RETURN(const auto beside, eye::create_detector(other, low));
  const fs::path data(options.data);
  ASSIGN_OR_RETURN(const auto rows, eval::read_mot(data / "tracking/PETS09-S2L1/gt/gt.txt"));
  std::map<int, std::vector<const eval::MotRow*>> people;
  for (const auto& row : rows) {
    if (row.confidence > 0) people[row.frame].push_back(&row);
  }
  eye::SourceOptions source;
  source.url = (data / "video/pets2009_s2l1_480x360.mp4").string();
  ASSIGN_OR_RETURN(auto video, eye::VideoSource::create(source));
  const auto all = canvases(video.info().width, video.info().height);
  Views views;
  for (int number = 1;; ++number) {
    ASSIGN_OR_RETURN(const auto frame, video.next());
    if (!frame) return views;
    for (std::size_t c = 0; c < all.size(); ++c) {
      const Canvas& canvas = all[c];
      const eye::I420Image image = paint(frame->picture, canvas);
      ASSIGN_OR_RETURN(const auto found, detector->detect(image.view()));
      ASSIGN_OR_RETURN(const auto also, beside->detect(image.view()));
      const Point shift{1.0 * offset(canvas.width, canvas.part_width) - canvas.from_x,
                        1.0 * offset(canvas.height, canvas.part_height) - canvas.from_y};
      std::vector<Box> truth;
      for (const auto* row : people[number]) {
        const Box& b = row->box;
        truth.push_back({b.left * kTruthScale + shift.x, b.top * kTruthScale + shift.y,
                         b.width * kTruthScale, b.height * kTruthScale});
      }
      const auto mine = match(truth, found), theirs = match(truth, also);
      const Box part{1.0 * offset(canvas.width, canvas.part_width) + 1,
                     1.0 * offset(canvas.height, canvas.part_height) + 1, canvas.part_width - 2.0,
                     canvas.part_height - 2.0};
      for (std::size_t i = 0; i < truth.size(); ++i) {
        if (intersection_area(truth[i], part) < 0.999 * truth[i].area()) continue;
        const double scale = static_cast<double>(model.input_width) / canvas.width;
        views[{c, people[number][i]->id}][number] = {
            truth[i].height * scale, hidden_share(i, truth), mine[i], theirs[i], truth[i]};
      }
    }
  }
}

/// Of values, at least one.
double quantile(std::vector<double> values, double share) {
  const auto at = static_cast<std::size_t>(share * static_cast<double>(values.size() - 1) + 0.5);
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(at), values.end());
  return values[at];
}

/// Of the middle of the values: people are not always where the truth says.
double variance(const std::vector<double>& values) {
  const double middle = quantile(values, 0.5);
  std::vector<double> off;
  for (const double value : values) off.push_back(std::abs(value - middle));
  return std::pow(1.4826 * quantile(off, 0.5), 2);
}

std::string row(const std::string& what, const std::vector<const View*>& views) {
  std::vector<double> scores;
  std::array<std::vector<double>, 4> own, other, between;
  for (const View* view : views) {
    if (view->found) scores.push_back(view->found->score);
    if (!view->found || !view->beside) continue;
    const Edges truth = edges(view->truth), a = edges(view->found->box),
                b = edges(view->beside->box);
    for (std::size_t e = 0; e < 4; ++e) {
      own[e].push_back((a[e] - truth[e]) / view->truth.height);
      other[e].push_back((b[e] - truth[e]) / view->truth.height);
      between[e].push_back((a[e] - b[e]) / view->truth.height);
    }
  }
  const double missed = 1 - static_cast<double>(scores.size()) / static_cast<double>(views.size());
  std::string text = fmt::format("| {} | {} | {:.3f} |", what, views.size(), missed);
  for (const double share : {0.1, 0.5}) {
    text += scores.empty() ? " - |" : fmt::format(" {:.2f} |", quantile(scores, share));
  }
  text += fmt::format(" {} |", own[0].size());
  for (std::size_t e = 0; e < 4; ++e) {
    if (own[e].size() < kEnough) {
      text += " - |";
      continue;
    }
    const double alone = (variance(own[e]) + variance(between[e]) - variance(other[e])) / 2;
    text += alone >= 0 ? fmt::format(" {:.3f} |", std::sqrt(alone)) : " - |";
  }
  return text + "\n";
}

/// Of those missed, of 22 network pixels and more and hidden by at most 0.3, who are missed again.
std::string again(const Views& views, double fps) {
  std::string text = "\n22 px and more, at most 30 % hidden: missed again after";
  for (const int frames : {1, 2, 4, 7, 14}) {
    int missed = 0, once_more = 0;
    for (const auto& [who, seen] : views) {
      for (const auto& [number, view] : seen) {
        const auto later = seen.find(number + frames);
        if (view.found || view.height < 22 || view.hidden > 0.3 || later == seen.end()) continue;
        ++missed;
        once_more += !later->second.found;
      }
    }
    text += fmt::format(" {:.2f} s: {:.2f}{}", frames / fps,
                        once_more / std::max(1.0, 1.0 * missed), frames < 14 ? "," : "\n");
  }
  return text;
}

Result<void> run(const Options& options) {
  ASSIGN_OR_RETURN(const Views views, look(options));
  const auto those = [&](double h_from, double h_to, double hidden_from, double hidden_to) {
    std::vector<const View*> chosen;
    for (const auto& [who, seen] : views) {
      for (const auto& [number, view] : seen) {
        if (view.height >= h_from && view.height < h_to && view.hidden >= hidden_from &&
            view.hidden < hidden_to) {
          chosen.push_back(&view);
        }
      }
    }
    return chosen;
  };
  std::string text =
      "| people | views | missed | score, lowest tenth | median | found by both | left | top | "
      "right "
      "| bottom |\n"
      "|---|---|---|---|---|---|---|---|---|---|\n";
  constexpr std::array kHeights{8, 10, 14, 18, 22, 28, 36, 50, 70, 120};
  for (std::size_t i = 0; i + 1 < kHeights.size(); ++i) {
    const auto open = those(kHeights[i], kHeights[i + 1], 0, 0.05);
    if (!open.empty()) text += row(fmt::format("{} to {} px", kHeights[i], kHeights[i + 1]), open);
  }
  constexpr std::array kHidden{0.05, 0.2, 0.35, 0.5, 0.7, 1.01};
  for (std::size_t i = 0; i + 1 < kHidden.size(); ++i) {
    const auto behind = those(30, 200, kHidden[i], kHidden[i + 1]);
    if (behind.empty()) continue;
    text += row(fmt::format("30 px and more, {:.0f} % hidden and more", 100 * kHidden[i]), behind);
  }
  ASSIGN_OR_RETURN(const eval::SequenceInfo info,
                   eval::read_sequence_info(std::filesystem::path(options.data) /
                                            "tracking/PETS09-S2L1/seqinfo.ini"));
  return app::print(text + again(views, info.frame_rate));
}

}  // namespace
}  // namespace sillage::bench

int main(int argc, char** argv) {
  CLI::App program("How a detector errs, beside PETS09-S2L1's truth");
  sillage::bench::Options options;
  program.add_option("data", options.data, "Folder of the measuring data")->required();
  program.add_option("manifest", options.manifest, "Model manifest")->required();
  program.add_option("--model", options.model, "Name of the detector");
  program.add_option("--beside", options.beside, "Another one, to tell the truth's own errors");
  CLI11_PARSE(program, argc, argv);
  if (const auto done = sillage::bench::run(options); !done) {
    fmt::print(stderr, "detector_errors: {}\n", done.error().to_string());
    return 1;
  }
  return 0;
}
