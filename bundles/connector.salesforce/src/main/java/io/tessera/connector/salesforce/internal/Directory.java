package io.tessera.connector.salesforce.internal;

import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.Lookup;
import io.tessera.connector.spi.Operation;
import io.tessera.connector.spi.Outcome;
import io.tessera.connector.spi.Reading;
import io.tessera.connector.spi.RemoteId;
import io.tessera.model.Attributes;
import java.util.List;

/** What can be done with the users of an org, and likewise with its groups. */
interface Directory {
  Outcome create(Operation operation) throws TargetFailure, InterruptedException;

  Outcome update(Operation operation) throws TargetFailure, InterruptedException;

  /** That it is gone already is success. */
  Outcome delete(Operation operation) throws TargetFailure, InterruptedException;

  Reading read(Lookup lookup) throws TargetFailure, InterruptedException;

  /** What applying would call. */
  List<String> plan(Operation operation) throws TargetFailure, InterruptedException;

  /** Of the result of a creation. */
  static RemoteId idOfNew(Attributes result) throws TargetFailure {
    return result
        .text("id")
        .filter(Soql::isId)
        .map(RemoteId::new)
        .orElseThrow(
            () ->
                TargetFailure.of(
                    FailureKind.UNKNOWN, "The org said it was created, but not its id."));
  }

  /** Of a row. */
  static RemoteId idOf(Attributes row) throws TargetFailure {
    return row.text("Id")
        .filter(Soql::isId)
        .map(RemoteId::new)
        .orElseThrow(
            () ->
                TargetFailure.of(
                    FailureKind.CONFIGURATION, "The org answered a row without an id; check url."));
  }
}
