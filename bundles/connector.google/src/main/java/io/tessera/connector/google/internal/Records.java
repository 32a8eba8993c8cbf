package io.tessera.connector.google.internal;

import io.tessera.connector.spi.FailureKind;
import io.tessera.connector.spi.RemoteId;
import io.tessera.model.Attributes;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds users or groups by their ids and addresses; both are keys of the API. */
final class Records {
  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  private final DirectoryClient client;
  private final Newcomers newcomers;
  private final String collection;
  private final String addressField;

  /**
   * @param collection {@code users} or {@code groups}
   * @param addressField the field that has the address
   */
  Records(DirectoryClient client, Newcomers newcomers, String collection, String addressField) {
    this.client = client;
    this.newcomers = newcomers;
    this.collection = collection;
    this.addressField = addressField;
  }

  /**
   * The path of one.
   *
   * @throws TargetFailure it is no id; an address would be a key as well, but may be another's
   *     tomorrow
   */
  String path(RemoteId id) throws TargetFailure {
    if (!isId(id)) {
      throw TargetFailure.of(FailureKind.GONE, "Nothing in the directory can have this id.");
    }
    return collection + "/" + id.value();
  }

  static boolean isId(RemoteId id) {
    return ID.matcher(id.value()).matches();
  }

  Attributes get(RemoteId id) throws TargetFailure, InterruptedException {
    try {
      return client.get(path(id) + projection());
    } catch (TargetFailure refused) {
      throw missing(id, refused);
    }
  }

  private String projection() {
    return collection.equals("users") ? "?projection=full" : "";
  }

  /** What "not found" means of something that is known by its id. */
  TargetFailure missing(RemoteId id, TargetFailure refused) {
    if (!refused.isStatus(NOT_FOUND) || refused.failed().kind() != FailureKind.GONE) {
      return refused;
    }
    return newcomers.isNew(id.value())
        ? refused.as(
            FailureKind.TRANSIENT,
            "It was created a short while ago and the directory does not show it yet.")
        : refused.as(FailureKind.GONE, "The directory has it no more.");
  }

  Optional<Attributes> find(RemoteId id) throws TargetFailure, InterruptedException {
    try {
      return Optional.of(get(id));
    } catch (TargetFailure refused) {
      if (refused.failed().kind() == FailureKind.GONE) {
        return Optional.empty();
      }
      throw refused;
    }
  }

  /**
   * The one whose address this is.
   *
   * @throws TargetFailure it is an alias of another; or one with it was created a short while ago
   *     and does not show yet
   */
  Optional<Attributes> find(String address) throws TargetFailure, InterruptedException {
    if (!isKey(address)) {
      return Optional.empty();
    }
    try {
      Attributes found =
          client.get(collection + "/" + DirectoryClient.encode(address) + projection());
      return Optional.of(ownerOf(address, found));
    } catch (TargetFailure refused) {
      boolean none =
          refused.isStatus(BAD_REQUEST)
              || (refused.isStatus(NOT_FOUND) && refused.failed().kind() == FailureKind.GONE);
      if (!none) {
        throw refused;
      }
      if (newcomers.isNew(Addresses.key(address))) {
        throw refused.as(
            FailureKind.TRANSIENT,
            "The directory says that the address is taken, and does not show by whom yet.");
      }
      return Optional.empty();
    }
  }

  /** Without an @ it would be taken for an id. */
  private static boolean isKey(String address) {
    return address.indexOf('@') > 0 && address.chars().noneMatch(Character::isISOControl);
  }

  private Attributes ownerOf(String address, Attributes found) throws TargetFailure {
    String own = found.text(addressField).orElse("");
    if (!own.equalsIgnoreCase(address)) {
      throw TargetFailure.of(
          FailureKind.INVALID,
          addressField
              + ": the address is an alias of another account; remove the alias or choose"
              + " another address.");
    }
    return found;
  }

  static RemoteId idOf(Attributes answered, FailureKind otherwise) throws TargetFailure {
    return answered
        .text("id")
        .filter(id -> !id.isEmpty())
        .map(RemoteId::new)
        .orElseThrow(
            () ->
                TargetFailure.of(
                    otherwise, "The directory answered something without an id; check apiUrl."));
  }
}
