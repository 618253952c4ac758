// SPDX-License-Identifier: Apache-2.0
#include "eye/detect/body_network.h"

#include <algorithm>
#include <cmath>

#include "eye/detect/internal/onnx_network.h"
#include "eye/detect/internal/verified.h"

namespace sillage::eye {
namespace {

class OnnxBodyNetwork final : public BodyNetwork {
 public:
  explicit OnnxBodyNetwork(std::unique_ptr<onnx::Network> network) : network_(std::move(network)) {}

  Result<double> feminine(std::span<const float> body) override {
    if (body.size() != kSize) {
      return fail(ErrorCode::kInvalidArgument, "a body of {} numbers was given, {} are expected",
                  body.size(), kSize);
    }
    const auto input = network_->input_data();
    std::copy(body.begin(), body.end(), input.begin());
    const Result<void> ran = network_->run();
    std::fill(input.begin(), input.end(), 0.0F);  // nothing of anybody stays
    if (!ran) return tl::unexpected(ran.error());
    const double log_odds = network_->output_data()[0];
    if (std::isfinite(log_odds)) return log_odds;
    return fail(ErrorCode::kInternal, "the audience network gave no finite number");
  }

 private:
  std::unique_ptr<onnx::Network> network_;
};

}  // namespace

Result<std::unique_ptr<BodyNetwork>> create_body_network(
    const Model& model, const std::filesystem::path& runtime_library) {
  if (model.decoder != BoxDecoder::kPresentation) {
    return fail(ErrorCode::kInvalidArgument,
                "model '{}' finds people and says nothing of them; name one whose decoder is "
                "\"presentation\" (`sillage model list`)",
                model.name);
  }
  ASSIGN_OR_RETURN(auto library, onnx::Library::load(runtime_library));
  ASSIGN_OR_RETURN(const std::string bytes, read_verified(model));
  const std::string name = fmt::format("model '{}' ({})", model.name, model.file.string());
  ASSIGN_OR_RETURN(auto network, onnx::Network::create(std::move(library), bytes, name));
  const onnx::Shape input{1, 3, BodyNetwork::kHeight, BodyNetwork::kWidth}, output{1, 1};
  if (network->input().shape != input || network->output().shape != output) {
    return fail(ErrorCode::kUnsupported,
                "{} takes {} and gives {}, but {} and {} are expected; install it again", name,
                onnx::to_string(network->input().shape), onnx::to_string(network->output().shape),
                onnx::to_string(input), onnx::to_string(output));
  }
  RETURN_IF_ERROR(network->allocate(input, output));
  return std::make_unique<OnnxBodyNetwork>(std::move(network));
}

}  // namespace sillage::eye
