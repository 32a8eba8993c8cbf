package io.tessera.admin.api.internal;

import io.tessera.inbound.http.Requires;
import io.tessera.model.Attributes;
import io.tessera.model.ResourceId;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.admin.People;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** Groups as people look for them; SCIM reads them whole and writes them. */
@Path("groups")
@Produces(MediaType.APPLICATION_JSON)
public final class GroupsResource {
  private final People people;

  GroupsResource(People people) {
    this.people = people;
  }

  @GET
  @Requires(Permission.GROUPS_READ)
  public Attributes list(
      @Context Caller caller,
      @QueryParam("q") @Nullable String q,
      @QueryParam("userStore") @Nullable String userStore,
      @BeanParam Paging paging) {
    People.Wanted wanted = new People.Wanted(q, userStore, null, null);
    return Paging.json(
        people.groups(caller, wanted, paging.cursor(), paging.limit()), PeopleCodec::group);
  }

  @GET
  @Path("{id}/members")
  @Requires(Permission.GROUPS_READ)
  public Attributes members(
      @Context Caller caller, @PathParam("id") String id, @BeanParam Paging paging) {
    ResourceId group =
        ResourceId.parse(id)
            .orElseThrow(() -> Answers.notFound("There is no group with the id " + id + "."));
    return Paging.json(
        people.members(caller, group, paging.cursor(), paging.limit()), PeopleCodec::member);
  }
}
