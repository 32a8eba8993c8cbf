package io.tessera.inbound.soap.internal.wso2;

import io.tessera.inbound.soap.internal.Resources;
import io.tessera.provisioning.api.Provisioning;
import io.tessera.provisioning.api.admin.UserStores;

/** What the services of WSO2 work with, the same for all requests. */
public final class Wso2Store {
  private final StoreNames names;
  private final Claims claims;
  private final StoreUsers users;
  private final StoreRoles roles;

  public Wso2Store(Provisioning provisioning, UserStores stores, Wso2Limits limits) {
    this.names = new StoreNames(stores);
    this.claims = new Claims(provisioning, new ClaimTable(limits.claims()));
    Resources resources = new Resources(provisioning);
    this.users = new StoreUsers(provisioning, resources, names, claims, limits.maxNames());
    this.roles = new StoreRoles(provisioning, resources, names, users, limits.maxNames());
  }

  public Claims claims() {
    return claims;
  }

  StoreUsers users() {
    return users;
  }

  StoreRoles roles() {
    return roles;
  }
}
