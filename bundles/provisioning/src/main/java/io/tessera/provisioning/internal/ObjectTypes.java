package io.tessera.provisioning.internal;

import io.tessera.connector.spi.ObjectType;
import io.tessera.model.ResourceType;

/** What users and groups are called towards connectors. */
public final class ObjectTypes {
  private ObjectTypes() {}

  public static ObjectType of(ResourceType type) {
    return switch (type) {
      case USER -> ObjectType.USER;
      case GROUP -> ObjectType.GROUP;
    };
  }
}
