// SPDX-License-Identifier: Apache-2.0
#include <random>

#include <benchmark/benchmark.h>

#include "eye/detect/detector.h"

namespace {

using namespace sillage;

/// One 768x576 picture through scaling, network and decoder; milliseconds, one thread.
void detect_people(benchmark::State& state, const char* name) {
  const auto manifest = eye::ModelManifest::load(eye::default_manifest_path());
  const auto model =
      manifest ? manifest->find(name) : Result<eye::Model>(tl::unexpected(manifest.error()));
  auto detector = model ? eye::create_detector(*model, {})
                        : Result<std::unique_ptr<eye::Detector>>(tl::unexpected(model.error()));
  if (!detector) {
    state.SkipWithError(detector.error().to_string().c_str());
    return;
  }
  eye::I420Image picture(768, 576);
  std::mt19937 random(1);
  for (int i = 0; i < 768 * 576; ++i) picture.y()[i] = static_cast<std::uint8_t>(random() % 200);
  for (auto _ : state) benchmark::DoNotOptimize((*detector)->detect(picture.view()));
}
BENCHMARK_CAPTURE(detect_people, ours, "sillage-person-v1")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(detect_people, yolox_nano, "yolox-nano")->Unit(benchmark::kMillisecond);

}  // namespace
