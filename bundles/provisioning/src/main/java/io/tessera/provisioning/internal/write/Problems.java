package io.tessera.provisioning.internal.write;

import io.tessera.model.AttributePath;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import java.util.ArrayList;
import java.util.List;

/** Collects everything that is wrong with a request, so that the caller learns it at once. */
final class Problems {
  /** More than this helps nobody. */
  private static final int MAX = 20;

  private final List<Problem> found = new ArrayList<>();

  void add(Problem.Kind kind, AttributePath path, String detail) {
    if (found.size() < MAX) {
      found.add(Problem.at(kind, path, path + ": " + detail));
    }
  }

  void rejectIfAny() {
    if (!found.isEmpty()) {
      throw new RejectedException(found);
    }
  }
}
