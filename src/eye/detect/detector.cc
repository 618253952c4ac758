// SPDX-License-Identifier: Apache-2.0
#include "eye/detect/detector.h"

#include "eye/detect/internal/decode.h"
#include "eye/detect/internal/onnx_network.h"
#include "eye/detect/internal/place.h"
#include "eye/detect/internal/shape.h"
#include "eye/detect/internal/suppress.h"
#include "eye/detect/internal/verified.h"

namespace sillage::eye {
namespace {

/// A network may claim at most this many rows; ours has 3024.
constexpr std::int64_t kMaxRows = 200'000;

class OnnxDetector final : public Detector {
 public:
  OnnxDetector(std::unique_ptr<onnx::Network> network, Model model, DetectorOptions options)
      : network_(std::move(network)), model_(std::move(model)), options_(std::move(options)) {}

  Result<std::vector<Detection>> detect(const I420View& picture) override {
    const bool has_planes = picture.y != nullptr && picture.u != nullptr && picture.v != nullptr;
    if (picture.width < 1 || picture.height < 1 || !has_planes) {
      return fail(ErrorCode::kInvalidArgument,
                  "cannot detect people in a picture of {} x {} pixels; check the camera's stream",
                  picture.width, picture.height);
    }
    RETURN_IF_ERROR(fit(picture));
    const Letterbox box = letterbox_to_tensor(
        picture, size_.width, size_.height, model_.colour_order,
        static_cast<std::uint8_t>(model_.letterbox_fill), network_->input_data().data(), scratch_);
    RETURN_IF_ERROR(network_->run());
    auto candidates = decode(model_.decoder, network_->output_data(), size_.width, size_.height,
                             options_.min_score);
    const auto kept = suppress_overlaps(std::move(candidates), model_.nms_iou);
    return place_in_picture(kept, box.scale, picture.width, picture.height,
                            static_cast<std::size_t>(options_.max_detections));
  }

  double threshold() const override { return model_.threshold; }

 private:
  /// Buffers for pictures of this shape.
  Result<void> fit(const I420View& picture) {
    const InputSize wanted = input_size(model_, picture.width, picture.height);
    if (wanted == size_) return {};
    onnx::Shape output = network_->output().shape;
    if (!model_.other_sizes.empty()) {
      output[1] = static_cast<std::int64_t>(cell_count(wanted.width, wanted.height));
    }
    RETURN_IF_ERROR(network_->allocate({1, 3, wanted.height, wanted.width}, output));
    size_ = wanted;
    return {};
  }

  std::unique_ptr<onnx::Network> network_;
  Model model_;
  DetectorOptions options_;
  InputSize size_;
  LetterboxScratch scratch_;
};

tl::unexpected<Error> wrong_shape(const Model& model, const char* end, const std::string& expected,
                                  const onnx::Shape& found) {
  return fail(ErrorCode::kUnsupported,
              "model '{}' ({}) has an {} of {}, but {} is expected for an input of {} x {} pixels "
              "with the decoder '{}'; correct its entry in the manifest, or choose another model "
              "(`sillage model list`)",
              model.name, model.file.string(), end, onnx::to_string(found), expected,
              model.input_width, model.input_height, to_string(model.decoder));
}

Result<void> check_shapes(const Model& model, const onnx::Network& network) {
  const bool any_size = !model.other_sizes.empty();
  const onnx::Shape wanted_input{1, 3, any_size ? -1 : model.input_height,
                                 any_size ? -1 : model.input_width};
  const auto& input = network.input().shape;
  if (input != wanted_input) {
    return wrong_shape(model, "input", onnx::to_string(wanted_input), input);
  }
  const auto layout = output_layout(model.decoder, model.input_width, model.input_height);
  const onnx::Shape wanted_output{1, static_cast<std::int64_t>(layout.rows),
                                  static_cast<std::int64_t>(layout.columns)};
  const auto& output = network.output().shape;
  const bool rows_fit =
      output.size() == 3 &&
      (any_size ? output[1] == -1
                       : output[1] >= 1 && output[1] <= kMaxRows &&
                             (layout.rows == 0 || output[1] == wanted_output[1]));
  if (!rows_fit || output[0] != 1 || output[2] != wanted_output[2]) {
    return wrong_shape(model, "output", onnx::to_string(wanted_output), output);
  }
  return {};
}

}  // namespace

Result<void> DetectorOptions::check() const {
  if (!(min_score > 0 && min_score < 1)) {
    return fail(ErrorCode::kInvalidArgument,
                "the detector's lowest score is {}; choose a number between 0 and 1, such as 0.1",
                min_score);
  }
  if (max_detections < 1 || max_detections > static_cast<int>(kMaxCandidates)) {
    return fail(ErrorCode::kInvalidArgument,
                "the detector's limit of boxes per frame is {}; choose 1 to {}", max_detections,
                kMaxCandidates);
  }
  return {};
}

Result<std::unique_ptr<Detector>> create_detector(const Model& model, DetectorOptions options) {
  RETURN_IF_ERROR(options.check());
  if (model.decoder == BoxDecoder::kPresentation) {
    return fail(ErrorCode::kInvalidArgument,
                "model '{}' finds nobody, it says how bodies present; choose a detector (`sillage "
                "model list`)",
                model.name);
  }
  ASSIGN_OR_RETURN(auto library, onnx::Library::load(options.runtime_library));
  ASSIGN_OR_RETURN(const std::string bytes, read_verified(model));
  const std::string name = fmt::format("model '{}' ({})", model.name, model.file.string());
  ASSIGN_OR_RETURN(auto network, onnx::Network::create(std::move(library), bytes, name));
  RETURN_IF_ERROR(check_shapes(model, *network));
  return std::make_unique<OnnxDetector>(std::move(network), model, std::move(options));
}

}  // namespace sillage::eye
