package io.tessera.connector.scim;

import io.tessera.connector.spi.OperationKey;
import io.tessera.model.Attributes;
import java.net.URI;
import java.util.Optional;

/** What is asked of the service and sent to it. */
interface ScimClient {
  /**
   * Reads.
   *
   * @throws TargetFailure the status is no success, or there was no answer
   */
  Answer get(URI uri) throws TargetFailure, InterruptedException;

  /** Removes. */
  void delete(URI uri, OperationKey key) throws TargetFailure, InterruptedException;

  /**
   * Sends a document.
   *
   * @param method POST, PUT or PATCH
   * @param etag the version the resource must still have
   */
  Answer send(String method, URI uri, Attributes document, OperationKey key, Optional<String> etag)
      throws TargetFailure, InterruptedException;
}
