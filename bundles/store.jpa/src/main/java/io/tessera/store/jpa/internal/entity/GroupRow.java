package io.tessera.store.jpa.internal.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** A group, without its members. */
@Entity(name = "UserGroup")
@Table(name = "user_groups")
public class GroupRow extends ResourceRow {
  @Column(name = "display_name")
  private String displayName = "";

  protected GroupRow() {}

  public GroupRow(String id, String domain, long created) {
    super(id, domain, created);
  }

  /** Sets the name by which the group is found, as it is compared. */
  public void index(String name) {
    displayName = name;
  }
}
