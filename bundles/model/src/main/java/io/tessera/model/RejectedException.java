package io.tessera.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A request was refused for the caller's own mistake; nothing was changed. All problems found are
 * reported together, up to a hundred. Carries no stack trace: it is an answer, not a failure.
 */
public final class RejectedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final int MOST = 100;

  private final transient List<Problem> problems;

  public RejectedException(List<Problem> problems) {
    super(
        first(problems).stream().map(Problem::detail).collect(Collectors.joining("; ")),
        null,
        false,
        false);
    this.problems = first(problems);
  }

  /** Nobody reads thousands, and nobody gets an answer many times as large as the request. */
  private static List<Problem> first(List<Problem> problems) {
    if (problems.isEmpty()) {
      throw new IllegalArgumentException("a rejection needs a problem");
    }
    if (problems.size() <= MOST) {
      return List.copyOf(problems);
    }
    List<Problem> first = new ArrayList<>(problems.subList(0, MOST - 1));
    first.add(
        Problem.of(
            problems.get(0).kind(),
            "There are " + (problems.size() - MOST + 1) + " more problems."));
    return List.copyOf(first);
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
