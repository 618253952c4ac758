// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "eye/common/frame.h"

namespace sillage::eye {

/// How a network's output becomes boxes.
enum class BoxDecoder {
  kSillage,  ///< 1 x N x 5: x1, y1, x2, y2, score in input pixels
  kYolox,    ///< 1 x N x 85: undecoded cx, cy, w, h, objectness, 80 classes; person is class 0
};

/// One entry of models/manifest.toml.
struct Model {
  std::string name;         ///< "sillage-person-v0"
  std::filesystem::path file;  ///< absolute, resolved against the manifest's folder
  std::string sha256;
  std::string licence;      ///< SPDX
  std::string source;       ///< where it comes from, in words or as an address to get it
  bool shipped = false;     ///< lies in the repository
  int input_width = 0;
  int input_height = 0;
  ColourOrder colour_order = ColourOrder::kRgb;
  int letterbox_fill = 114;
  BoxDecoder decoder = BoxDecoder::kSillage;
  double nms_iou = 0.6;
  std::string notes;
};

/// The models that this installation knows. Unknown keys, missing fields and bad values are errors
/// with the line number.
class ModelManifest {
 public:
  static Result<ModelManifest> load(const std::filesystem::path& manifest_toml);
  const std::vector<Model>& models() const { return models_; }
  /// The manifest's `default`.
  const Model& default_model() const;
  /// By name, or by the path of an .onnx file whose sha256 the manifest knows. kNotFound says which
  /// names there are ("did you mean").
  Result<Model> find(const std::string& name_or_path) const;

 private:
  std::vector<Model> models_;
  std::size_t default_ = 0;
};

/// Checks that the file exists and has the manifest's hash; kDataLoss with both hashes otherwise.
Result<void> verify(const Model& model);

/// models/manifest.toml of this installation: $SILLAGE_MODELS, beside the program, or in the source
/// tree that it was built from.
std::filesystem::path default_manifest_path();

}  // namespace sillage::eye
