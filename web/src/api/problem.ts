// SPDX-License-Identifier: Apache-2.0

/// An error of the API after RFC 9457, or of the way to it.
export interface Problem {
  status: number;
  title: string;
  detail: string;
  type?: string | undefined;
  errors?: { at: string; detail: string }[] | undefined;
}

export class ApiError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail || problem.title);
  }
}

export function problemOf(error: unknown): Problem {
  if (error instanceof ApiError) return error.problem;
  return { status: 0, title: "", detail: error instanceof Error ? error.message : "" };
}
