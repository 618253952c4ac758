// SPDX-License-Identifier: Apache-2.0
#include "geometry/polygon.h"
#include "sim/plan/lens.h"
#include "sim/plan/reader.h"

namespace sillage::sim {
namespace {

void add_zone(config::StoreConfig& store, const std::string& id, const std::string& name,
              config::ZoneType type, const Corners& area) {
  // The plan has been checked; a plan made by hand with a bad shape has no such zone.
  if (auto polygon = Polygon::create(area)) {
    store.zones.push_back({ZoneId(id), name, type, std::move(*polygon)});
  }
}

}  // namespace

config::StoreConfig store_config_of(const Plan& plan) {
  config::StoreConfig store;
  store.id = StoreId(plan.id);
  store.name = plan.name;
  store.time_zone = plan.time_zone;
  for (const CameraPlan& planned : plan.cameras) {
    config::Camera camera;
    camera.id = CameraId(planned.id);
    camera.name = planned.name;
    camera.image_width = planned.image_size.width;
    camera.image_height = planned.image_size.height;
    camera.calibration = config::CameraCalibration{Lens(planned).pinhole(), planned.k1, planned.k2};
    store.cameras.push_back(std::move(camera));
  }
  for (const Line& line : plan.lines) {
    store.lines.push_back({LineId(line.id), line.name, {line.from, line.to}, line.inside});
  }
  for (const Zone& zone : plan.zones) add_zone(store, zone.id, zone.name, zone.type, zone.area);
  for (const Room& room : plan.rooms) {
    add_zone(store, room.id, room.id,
             room.kind == RoomKind::kStaff ? config::ZoneType::kStaff : config::ZoneType::kFitting,
             room.area);
  }
  store.measure.all_doors_counted = !plan.lines.empty();  // a plan counts all its doors
  return store;
}

}  // namespace sillage::sim
