// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "app/supervisor/channel.h"
#include "app/supervisor/source_address.h"

namespace sillage::app {

/// A small process beside an eye that connects to the eye's camera and to nothing else, and hands
/// the connection over. It never reads a byte of it; so the eye, which does, need not be able to
/// connect anywhere. Dies with this process. Start it before there are threads.
class Dialler {
 public:
  static Result<std::unique_ptr<Dialler>> start(const HostAndPort& camera);

  /// A connection to the camera; -1 and errno where there is none within some seconds. The caller
  /// closes it.
  int dial() const;

  /// From now on whatever this process connects to, libav above all, is the camera: `socket` gives
  /// connections of this dialler, `connect` has nothing left to do, names are not looked up.
  static void use(const Dialler* dialler);

 private:
  explicit Dialler(Descriptor line) : line_(std::move(line)) {}
  Descriptor line_;
};

}  // namespace sillage::app
