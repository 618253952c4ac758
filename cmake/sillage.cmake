# SPDX-License-Identifier: Apache-2.0
# sillage_library(NAME [DEPS target...] [TEST_DEPS target...])
#
# Makes library sillage_NAME from every *.cc of the calling folder and, from every *_test.cc, one
# test program NAME_test whose cases ctest lists one by one. Includes are written from src/
# ("geometry/point.h"). A folder without sources yet makes an interface library.

add_library(sillage_flags INTERFACE)
target_include_directories(sillage_flags INTERFACE ${PROJECT_SOURCE_DIR}/src)
target_compile_options(sillage_flags INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion
                                               -Wno-sign-conversion -Wnon-virtual-dtor)
# g++ 12 warns wrongly of both in optimised std::string and Eigen code (GCC bugs 105651, 105562).
target_compile_options(sillage_flags INTERFACE -Wno-restrict -Wno-maybe-uninitialized)
if(SILLAGE_WERROR)
  target_compile_options(sillage_flags INTERFACE -Werror)
endif()
if(SILLAGE_SANITIZE)
  target_compile_options(sillage_flags INTERFACE -fsanitize=${SILLAGE_SANITIZE}
                                                 -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(sillage_flags INTERFACE -fsanitize=${SILLAGE_SANITIZE})
  if(SILLAGE_SANITIZE MATCHES thread)
    # Boost.Asio's fences are nothing that it knows; what they order is ordered by locks as well.
    target_compile_options(sillage_flags INTERFACE -Wno-tsan)
  endif()
endif()

# Half of the time of a test's compilation went into gmock's headers: they are compiled once, for all test
# programs. Tests are optimised lightly: what they test is what takes their time.
if(SILLAGE_TESTS)
  add_executable(sillage_test_headers EXCLUDE_FROM_ALL ${PROJECT_SOURCE_DIR}/tests/headers.cc)
  target_link_libraries(sillage_test_headers PRIVATE sillage_flags GTest::gmock)
  # At -O1, g++ 12 warns wrongly of std::string (GCC bug 105651 again).
  set(test_flags $<$<CONFIG:Release>:-O1> -Wno-array-bounds -Wno-stringop-overflow
                 -fpch-preprocess)  # the last for ccache
  target_compile_options(sillage_test_headers PRIVATE ${test_flags})
  target_precompile_headers(sillage_test_headers PRIVATE <gmock/gmock.h> <gtest/gtest.h>)
endif()

function(sillage_test name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPS" ${ARGN})
  if(NOT SILLAGE_TESTS)
    return()
  endif()
  add_executable(${name} ${ARG_SOURCES})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
  target_link_libraries(${name} PRIVATE ${ARG_DEPS} sillage_flags GTest::gmock GTest::gtest_main)
  target_compile_definitions(
    ${name} PRIVATE SILLAGE_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
                    SILLAGE_BINARY="${PROJECT_BINARY_DIR}/sillage")
  target_compile_options(${name} PRIVATE ${test_flags})
  target_precompile_headers(${name} REUSE_FROM sillage_test_headers)
  # A program with other flags than theirs reads the headers themselves.
  set_target_properties(${name} PROPERTIES PCH_WARN_INVALID OFF)
  gtest_discover_tests(${name} TEST_PREFIX ${name}/ DISCOVERY_TIMEOUT 60 PROPERTIES TIMEOUT 300)
endfunction()

function(sillage_library name)
  cmake_parse_arguments(ARG "" "" "DEPS;TEST_DEPS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS *.cc internal/*.cc)
  set(tests ${sources})
  list(FILTER tests INCLUDE REGEX "_test\\.cc$")
  list(FILTER sources EXCLUDE REGEX "_test\\.cc$")
  if(sources)
    add_library(sillage_${name} STATIC ${sources})
    target_link_libraries(sillage_${name} PUBLIC sillage_flags ${ARG_DEPS})
  else()
    add_library(sillage_${name} INTERFACE)
    target_link_libraries(sillage_${name} INTERFACE sillage_flags ${ARG_DEPS})
  endif()
  if(tests)
    sillage_test(${name}_test SOURCES ${tests} DEPS sillage_${name} ${ARG_TEST_DEPS})
  endif()
endfunction()
