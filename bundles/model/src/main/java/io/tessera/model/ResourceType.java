package io.tessera.model;

/** The kinds of resources the server keeps. */
public enum ResourceType {
  /** An identity: a person or a workload. SCIM calls it User. */
  USER("User"),
  /** A group of users and groups. */
  GROUP("Group");

  private final String scimName;

  ResourceType(String scimName) {
    this.scimName = scimName;
  }

  /** The name used in SCIM's {@code meta.resourceType}, e.g. {@code User}. */
  public String scimName() {
    return scimName;
  }
}
