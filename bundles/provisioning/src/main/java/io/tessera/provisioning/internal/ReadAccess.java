package io.tessera.provisioning.internal;

import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.model.Resource;
import io.tessera.model.ResourceId;
import io.tessera.model.ResourceType;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Permission;
import io.tessera.store.spi.Transaction;

/** Users and groups as administration looks at them: who may, and whether they are there. */
public final class ReadAccess {
  private ReadAccess() {}

  /**
   * @throws RejectedException FORBIDDEN
   */
  public static void require(Caller caller, ResourceType type) {
    Permission needed = type == ResourceType.USER ? Permission.USERS_READ : Permission.GROUPS_READ;
    if (!caller.may(needed)) {
      throw RejectedException.of(
          Problem.Kind.FORBIDDEN, "This needs the permission " + needed.key() + " as well.");
    }
  }

  /**
   * One in a user store the caller sees.
   *
   * @throws RejectedException NOT_FOUND
   */
  public static Resource existing(Transaction tx, Caller caller, ResourceType type, ResourceId id) {
    return tx.resources()
        .find(Caller.RESIDENT, type, id)
        .filter(found -> caller.sees(found.domain()))
        .orElseThrow(
            () ->
                RejectedException.of(
                    Problem.Kind.NOT_FOUND, "There is no " + type.scimName() + " " + id + "."));
  }
}
