package io.tessera.connector.google.internal;

import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.RemoteId;

/**
 * Finds out what a refusal is about. Of an address in a domain that is none of the customer's the
 * directory says "not found" or "forbidden", as it says of an account that is gone and of rights
 * that are missing; one wrong address must be taken for neither.
 */
final class Blame {
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;

  private final DirectoryClient client;
  private final GoogleSettings settings;
  private final Records records;
  private final String field;

  /**
   * @param field that has the address
   */
  Blame(DirectoryClient client, GoogleSettings settings, Records records, String field) {
    this.client = client;
    this.settings = settings;
    this.records = records;
    this.field = field;
  }

  /** What a refused creation or look-up by an address is about. */
  TargetFailure ofAddress(String address, TargetFailure refused) throws InterruptedException {
    boolean unclear =
        refused.isStatus(FORBIDDEN) && refused.isReason("forbidden") && !settings.isOwn(address);
    return unclear && mayList() ? domain(refused) : refused;
  }

  /** As above, where "not found" can be about nothing but the address. */
  TargetFailure ofNew(String address, TargetFailure refused) throws InterruptedException {
    boolean missing = refused.isStatus(NOT_FOUND) && refused.failed().kind() == FailureKind.GONE;
    return missing ? domain(refused) : ofAddress(address, refused);
  }

  /**
   * What a refused change is about.
   *
   * @param address what it was to be; empty: it was not mentioned
   */
  TargetFailure ofChange(RemoteId id, String address, TargetFailure refused)
      throws InterruptedException {
    boolean missing = refused.isStatus(NOT_FOUND) && refused.failed().kind() == FailureKind.GONE;
    if (!missing || address.isEmpty()) {
      return ofAddress(address, records.missing(id, refused));
    }
    try {
      records.get(id);
      return domain(refused);
    } catch (TargetFailure worse) {
      return worse;
    }
  }

  private boolean mayList() throws InterruptedException {
    try {
      client.get("users?maxResults=1&customer=" + DirectoryClient.encode(settings.customer()));
      return true;
    } catch (TargetFailure noRights) {
      return false;
    }
  }

  private TargetFailure domain(TargetFailure refused) {
    return refused.as(
        FailureKind.INVALID, field + ": its domain is none of this customer's domains.");
  }
}
