# SPDX-License-Identifier: Apache-2.0
# What `cmake --install` and `cpack` take along (make package).
include(GNUInstallDirs)
if(CMAKE_SYSTEM_PROCESSOR MATCHES "aarch64|arm64")
  set(runtime_folder arm64)
else()
  set(runtime_folder x64)
endif()
install(TARGETS sillage DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY models/ DESTINATION ${CMAKE_INSTALL_DATADIR}/sillage/models)
install(DIRECTORY web/dist/ DESTINATION ${CMAKE_INSTALL_DATADIR}/sillage/web OPTIONAL)
install(FILES node_modules/onnxruntime-node/bin/napi-v6/linux/${runtime_folder}/libonnxruntime.so.1
        DESTINATION lib/sillage)
install(FILES packaging/sillage.service DESTINATION lib/systemd/system)
install(FILES LICENSE README.md docs/guide/always-on.md docs/reference/store.example.toml
        DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/sillage)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_PACKAGE_NAME sillage)
set(CPACK_PACKAGE_VENDOR Sillage)
set(CPACK_PACKAGE_CONTACT "Sillage <sillage@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "Anonymous statistics of visitor journeys from a store's cameras")
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_DIRECTORY ${PROJECT_BINARY_DIR})
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION misc)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS ${PROJECT_SOURCE_DIR}/node_modules)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "adduser, ca-certificates, tzdata")
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA ${PROJECT_SOURCE_DIR}/packaging/postinst
                                       ${PROJECT_SOURCE_DIR}/packaging/prerm)
set(CPACK_STRIP_FILES ON)
include(CPack)
