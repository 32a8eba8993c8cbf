package io.tessera.scim.protocol.bulk;

import java.util.List;

/**
 * A bulk request.
 *
 * @param failOnErrors after how many errors to stop; 0 never
 * @param operations in the order given
 */
public record BulkRequest(int failOnErrors, List<BulkOperation> operations) {
  public BulkRequest {
    operations = List.copyOf(operations);
  }
}
