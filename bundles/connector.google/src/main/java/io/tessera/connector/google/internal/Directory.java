package io.tessera.connector.google.internal;

import io.tessera.connector.spi.Lookup;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.Outcome;
import io.tessera.connector.spi.Reading;
import java.util.List;

/** What can be done with the users of a directory, and likewise with its groups. */
interface Directory {
  Outcome create(Operation operation) throws TargetFailure, InterruptedException;

  Outcome update(Operation operation) throws TargetFailure, InterruptedException;

  /** That it is gone already is success. */
  Outcome delete(Operation operation) throws TargetFailure, InterruptedException;

  Reading read(Lookup lookup) throws TargetFailure, InterruptedException;

  /** What applying would call. */
  List<String> plan(Operation operation) throws TargetFailure, InterruptedException;
}
