package io.tessera.model;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A request was refused for the caller's own mistake; nothing was changed. All problems found are
 * reported together. Carries no stack trace: it is an answer, not a failure.
 */
public final class RejectedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  public RejectedException(List<Problem> problems) {
    super(
        problems.stream().map(Problem::detail).collect(Collectors.joining("; ")),
        null,
        false,
        false);
    if (problems.isEmpty()) {
      throw new IllegalArgumentException("a rejection needs a problem");
    }
    this.problems = List.copyOf(problems);
  }

  public static RejectedException of(Problem.Kind kind, String detail) {
    return new RejectedException(List.of(Problem.of(kind, detail)));
  }

  public static RejectedException at(Problem.Kind kind, AttributePath path, String detail) {
    return new RejectedException(List.of(Problem.at(kind, path, detail)));
  }

  /** At least one; the first is the one protocols with a single error show. */
  public List<Problem> problems() {
    return problems;
  }

  public Problem first() {
    return problems.get(0);
  }
}
