// SPDX-License-Identifier: Apache-2.0
// What a clothing code is worth, on crops of people by two cameras (bench/clothing).
#include <chrono>
#include <cstring>
#include <filesystem>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/core.h>
#include <sodium.h>

#include "bench/code_statistics.h"
#include "eye/describe/clothing.h"
#include "eye/ingest/video_source.h"

namespace sillage::bench {
namespace {

struct Settings {
  std::filesystem::path data;
  int first = 101, last = 200;  ///< people
  int height = 0;               ///< pixels that crops are scaled to; 0: as they are
  double blur = 0;              ///< how much smaller they are made in between
  int keys = 20;
};

/// A crop in the middle of a grey picture, so that the edge of the picture does not cut it.
struct Shot {
  eye::I420Image picture;
  Box box;
};

eye::I420Image framed(const eye::I420View& crop) {
  eye::I420Image image(crop.width * 2, crop.height + 64);
  const int left = (crop.width / 2) & ~1, top = 32;
  std::fill_n(image.y(), image.width() * image.height(), 126);
  std::fill_n(image.u(), image.chroma_width() * image.chroma_height(), 128);
  std::fill_n(image.v(), image.chroma_width() * image.chroma_height(), 128);
  for (int y = 0; y < crop.height; ++y) {
    std::memcpy(image.y() + (top + y) * image.width() + left, crop.y + y * crop.y_stride,
                crop.width);
  }
  for (int y = 0; y < crop.height / 2; ++y) {
    const int at = (top / 2 + y) * image.chroma_width() + left / 2;
    std::memcpy(image.u() + at, crop.u + y * crop.u_stride, crop.width / 2);
    std::memcpy(image.v() + at, crop.v + y * crop.v_stride, crop.width / 2);
  }
  return image;
}

Result<Shot> read_shot(const Settings& settings, int person, int number) {
  eye::SourceOptions options;
  options.url = (settings.data / fmt::format("{:04}{:03}.jpg", person, number)).string();
  ASSIGN_OR_RETURN(auto source, eye::VideoSource::create(std::move(options)));
  ASSIGN_OR_RETURN(const auto frame, source.next());
  if (!frame) return fail(ErrorCode::kDataLoss, "no picture of person {}; take it out", person);
  eye::I420View crop = frame->picture;
  eye::I420Image smaller, scaled;
  if (settings.blur > 0) {
    smaller = eye::scale(crop, static_cast<int>(crop.width / settings.blur),
                         static_cast<int>(crop.height / settings.blur));
    scaled = eye::scale(smaller.view(), crop.width, crop.height);
    crop = scaled.view();
  }
  if (settings.height > 0) {
    smaller = eye::scale(crop, crop.width * settings.height / crop.height, settings.height);
    crop = smaller.view();
  }
  const Box box{static_cast<double>((crop.width / 2) & ~1), 32, static_cast<double>(crop.width),
                static_cast<double>(crop.height)};
  return Shot{framed(crop), box};
}

/// The codes of one person's shots under one key: of each shot, and of the first and the last two.
struct Person {
  std::array<std::optional<std::uint64_t>, 4> single;
  std::array<std::optional<std::uint64_t>, 2> paired;
};

struct Table {
  DistanceHistogram same_camera, across, across_paired, other, other_paired;
  double rank_one = 0, rank_one_paired = 0;
  std::int64_t looks = 0;
  double seconds = 0;
};

eye::ClothingOptions anything_goes() {
  eye::ClothingOptions options;
  options.min_height = 16;
  options.min_sharpness = 0;
  options.interval_s = 0;
  options.min_people = 0;
  return options;
}

class Looker {
 public:
  explicit Looker(int key_number) {
    for (int camera = 0; camera < 2; ++camera) {
      eye::EpochKeys::Key key;
      std::mt19937 random(key_number);
      for (auto& byte : key) byte = static_cast<unsigned char>(random());
      eyes_.push_back(*eye::ClothingStage::create(anything_goes(), eye::EpochKeys(key, Instant{})));
    }
  }

  std::optional<std::uint64_t> look(const Shot& shot, std::size_t camera, std::uint64_t track) {
    at_ += std::chrono::microseconds(1);
    const eye::SeenPerson seen{TrackId{track}, shot.box};
    const auto start = std::chrono::steady_clock::now();
    const auto codes = eyes_[camera].process(Instant{at_}, shot.picture.view(), {&seen, 1}, {});
    seconds_ += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    if (codes.empty()) return std::nullopt;
    return codes.front().code.bits;
  }

  Person person(std::span<const Shot> shots) {
    Person codes;
    for (std::size_t i = 0; i < 4; ++i) codes.single[i] = look(shots[i], i / 2, ++track_);
    for (std::size_t i = 0; i < 2; ++i) {
      ++track_;
      look(shots[2 * i], i, track_);
      codes.paired[i] = look(shots[2 * i + 1], i, track_);
    }
    for (eye::ClothingStage& eye : eyes_) {
      for (std::uint64_t t = track_ - 5; t <= track_; ++t) eye.end(TrackId{t});
    }
    return codes;
  }

  std::int64_t looks() const { return eyes_[0].stats().looks + eyes_[1].stats().looks; }
  double seconds() const { return seconds_; }

 private:
  std::vector<eye::ClothingStage> eyes_;  ///< one per camera, with the same secret
  Duration at_{};
  std::uint64_t track_ = 0;
  double seconds_ = 0;
};

void compare(const std::optional<std::uint64_t>& a, const std::optional<std::uint64_t>& b,
             DistanceHistogram& out) {
  if (a && b) out.add(*a, *b);
}

void add_key(const std::vector<Person>& people, Table& table) {
  for (std::size_t p = 0; p < people.size(); ++p) {
    compare(people[p].single[0], people[p].single[1], table.same_camera);
    compare(people[p].single[2], people[p].single[3], table.same_camera);
    for (std::size_t q = 0; q < people.size(); ++q) {
      for (std::size_t i = 0; i < 2; ++i) {
        for (std::size_t j = 2; j < 4; ++j) {
          compare(people[p].single[i], people[q].single[j], p == q ? table.across : table.other);
        }
      }
      compare(people[p].paired[0], people[q].paired[1],
              p == q ? table.across_paired : table.other_paired);
    }
  }
  std::vector<std::uint64_t> a, b, paired_a, paired_b;
  for (const Person& person : people) {
    if (person.single[0] && person.single[2]) {
      a.push_back(*person.single[0]);
      b.push_back(*person.single[2]);
    }
    if (person.paired[0] && person.paired[1]) {
      paired_a.push_back(*person.paired[0]);
      paired_b.push_back(*person.paired[1]);
    }
  }
  table.rank_one += rank_one(a, b);
  table.rank_one_paired += rank_one(paired_a, paired_b);
}

void print_row(const char* name, const DistanceHistogram& d) {
  const BetaBinomial beta = fit(d);
  fmt::print("| {} | {} | {:.3f} | {:.3f} | {} / {} / {} | {:.2f}, {:.2f} |\n", name, d.pairs(),
             d.mean(), d.sd(), d.quantile(0.05), d.quantile(0.5), d.quantile(0.95), beta.a, beta.b);
}

void print_separation(const char* name, const DistanceHistogram& same,
                      const DistanceHistogram& other, double rank_one) {
  const Separation s = separation(same, other);
  fmt::print("| {} | {:.3f} | {:.3f} | {:.3f} | {:+.2f} / {:+.2f} |\n", name, rank_one, s.auc,
             s.eer, s.llr_same, s.llr_other);
}

void print_table(const Settings& settings, const Table& table) {
  fmt::print("People {} to {}, {} keys; {:.3f} ms a look\n\n", settings.first, settings.last,
             settings.keys, 1000 * table.seconds / static_cast<double>(table.looks));
  fmt::print("| pairs | number | bits that differ | sd | 5 / 50 / 95 % of 64 | Beta a, b |\n");
  fmt::print("|---|---|---|---|---|---|\n");
  print_row("same person, same camera", table.same_camera);
  print_row("same person, across", table.across);
  print_row("same person, across, two looks each", table.across_paired);
  print_row("two people, across", table.other);
  print_row("two people, across, two looks each", table.other_paired);
  fmt::print("\n| across | rank 1 | AUC | EER | expected log-likelihood ratio same / two |\n");
  fmt::print("|---|---|---|---|---|\n");
  print_separation("one look each", table.across, table.other, table.rank_one / settings.keys);
  print_separation("two looks each", table.across_paired, table.other_paired,
                   table.rank_one_paired / settings.keys);
}

Result<void> run(const Settings& settings) {
  std::vector<std::vector<Shot>> shots;
  for (int person = settings.first; person <= settings.last; ++person) {
    auto& of_person = shots.emplace_back();
    for (int number = 1; number <= 4; ++number) {
      ASSIGN_OR_RETURN(Shot shot, read_shot(settings, person, number));
      of_person.push_back(std::move(shot));
    }
  }
  Table table;
  for (int key = 0; key < settings.keys; ++key) {
    Looker looker(key);
    std::vector<Person> people;
    for (const auto& of_person : shots) people.push_back(looker.person(of_person));
    add_key(people, table);
    table.looks += looker.looks();
    table.seconds += looker.seconds();
  }
  print_table(settings, table);
  return {};
}

}  // namespace
}  // namespace sillage::bench

int main(int argc, char** argv) {
  sillage::bench::Settings settings;
  std::vector<int> people{settings.first, settings.last};
  CLI::App app("What a clothing code tells, on labelled crops");
  app.add_option("data", settings.data,
                 "Folder of crops PPPPNNN.jpg: person, then 001 and 002 by one camera, 003 and 004 "
                 "by another")
      ->required();
  app.add_option("--people", people, "First and last person")->expected(2);
  app.add_option("--height", settings.height, "Scale the crops to this many pixels");
  app.add_option("--blur", settings.blur, "Make them this many times smaller in between");
  app.add_option("--keys", settings.keys, "Secret projections to average over");
  CLI11_PARSE(app, argc, argv);
  settings.first = people[0];
  settings.last = people[1];
  if (sodium_init() < 0) return 1;
  const auto result = sillage::bench::run(settings);
  if (result) return 0;
  fmt::print(stderr, "clothing_table: {}\n", result.error().to_string());
  return 1;
}
