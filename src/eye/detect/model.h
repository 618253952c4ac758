// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "eye/common/frame.h"

namespace sillage::eye {

/// Sides of a network's input, in pixels.
struct InputSize {
  int width = 0;
  int height = 0;
  friend bool operator==(const InputSize&, const InputSize&) = default;
};

/// How a network's output becomes boxes.
enum class BoxDecoder {
  kSillage,  ///< 1 x N x 5: x1, y1, x2, y2, score in input pixels
  kYolox,    ///< 1 x N x 85: undecoded cx, cy, w, h, objectness, 80 classes; person is class 0
  kPresentation,  ///< no boxes: 1 x 1, what a body below the head says (eye/common/body_network.h)
};
/// "sillage", "yolox", "presentation": as in the manifest.
const char* to_string(BoxDecoder decoder);

/// One entry of models/manifest.toml.
struct Model {
  std::string name;  ///< "sillage-person-v1"
  /// Absolute. Where the file is; of a model that is nowhere, where `sillage model get` puts it.
  std::filesystem::path file;
  std::string sha256;
  std::string licence;   ///< SPDX
  std::string source;    ///< where it comes from, in words or as an address to get it
  bool shipped = false;  ///< lies in the repository
  int input_width = 0;
  int input_height = 0;
  /// Further shapes of a network whose input may have any: each picture gets the one in which it
  /// comes to lie largest.
  std::vector<InputSize> other_sizes;
  ColourOrder colour_order = ColourOrder::kRgb;
  int letterbox_fill = 114;
  BoxDecoder decoder = BoxDecoder::kSillage;
  double nms_iou = 0.6;
  /// Score from which a box is rather a person than not, for all cameras.
  double threshold = 0.5;
  std::string notes;
};

/// The models that this installation knows. Unknown keys, missing fields and bad values are errors
/// with the line number.
class ModelManifest {
 public:
  static Result<ModelManifest> load(const std::filesystem::path& manifest_toml);
  const std::vector<Model>& models() const { return models_; }
  /// The manifest's `default_int8` where this processor multiplies 8-bit numbers fast, else its
  /// `default`.
  const Model& default_model() const;
  /// The model of the manifest's `audience`; kNotFound where it names none.
  Result<Model> audience_model() const;
  /// By name, or by the path of an .onnx file whose sha256 the manifest knows. kNotFound says which
  /// names there are ("did you mean").
  Result<Model> find(const std::string& name_or_path) const;

 private:
  std::vector<Model> models_;
  std::size_t default_ = 0;
  std::optional<std::size_t> default_int8_;
  std::optional<std::size_t> audience_;
};

/// Checks that the file exists (kNotFound) and has the manifest's hash (kDataLoss with both
/// hashes).
Result<void> verify(const Model& model);

/// Folder of the models that were fetched: $XDG_CACHE_HOME/sillage/models, else that of ~/.cache;
/// empty when neither is known. A model that is not shipped is looked for, by file name, beside the
/// manifest, in the folders of $SILLAGE_MODEL_PATH (separated by colons), and here.
std::filesystem::path model_cache_folder();

/// models/manifest.toml of this installation: $SILLAGE_MODELS, beside the program, or in the source
/// tree that it was built from.
std::filesystem::path default_manifest_path();

}  // namespace sillage::eye
