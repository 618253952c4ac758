// SPDX-License-Identifier: Apache-2.0
// Owns the headers that all test programs share, compiled (cmake/sillage.cmake).
int main() { return 0; }
