package io.tessera.admin.api.internal;

import io.tessera.inbound.http.Requires;
import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.model.ResourceId;
import io.tessera.model.Value;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.admin.People;
import io.tessera.provisioning.api.admin.RoleAssignment;
import io.tessera.provisioning.api.admin.RoleAssignments;
import io.tessera.provisioning.api.admin.Slice;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who holds which role, why and when. */
@Path("role-assignments")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class RoleAssignmentsResource {
  private final RoleAssignments assignments;
  private final People people;

  RoleAssignmentsResource(RoleAssignments assignments, People people) {
    this.people = people;
    this.assignments = assignments;
  }

  /** Those of one user, or of one role. */
  @GET
  @Requires(Permission.ROLES_READ)
  public Attributes list(
      @Context Caller caller,
      @QueryParam("identity") @Nullable String identity,
      @QueryParam("role") @Nullable String role,
      @BeanParam Paging paging) {
    if (identity != null) {
      List<RoleAssignment> all =
          assignments.of(caller, id(identity)).stream()
              .filter(assignment -> role == null || assignment.role().equalsIgnoreCase(role))
              .toList();
      return json(new Slice<>(all, null));
    }
    if (role == null) {
      throw wrong("identity", "or \"role\" is required: whose assignments?");
    }
    int limit = paging.limit();
    List<RoleAssignment> some = assignments.ofRole(caller, role, after(paging.cursor()), limit + 1);
    return json(
        some.size() <= limit
            ? new Slice<>(some, null)
            : new Slice<>(some.subList(0, limit), some.get(limit - 1).id().toString()));
  }

  @POST
  @Requires(Permission.ROLES_WRITE)
  public Response assign(@Context Caller caller, @Context UriInfo uri, Attributes body) {
    Fields fields = Fields.of(body);
    String identity = fields.text("identity");
    String role = fields.text("role");
    RoleAssignment.Draft draft = draft(fields);
    RoleAssignment made = assignments.assign(caller, id(identity), role, draft);
    return Answers.created(uri, made.id(), json(made));
  }

  @GET
  @Path("{id}")
  @Requires(Permission.ROLES_READ)
  public Attributes get(@Context Caller caller, @PathParam("id") String id) {
    return json(present(caller, id));
  }

  @PUT
  @Path("{id}")
  @Requires(Permission.ROLES_WRITE)
  public Attributes change(@Context Caller caller, @PathParam("id") String id, Attributes body) {
    Fields fields = Fields.of(body);
    fields.readOnly(
        "id",
        "identity",
        "identityName",
        "role",
        "origin",
        "rule",
        "grantedBy",
        "granted",
        "state");
    return json(assignments.change(caller, present(caller, id).id(), draft(fields)));
  }

  @DELETE
  @Path("{id}")
  @Requires(Permission.ROLES_WRITE)
  public void revoke(@Context Caller caller, @PathParam("id") String id) {
    assignments.revoke(caller, present(caller, id).id());
  }

  private RoleAssignment present(Caller caller, String id) {
    return Answers.found("role assignment", id, uuid -> assignments.get(caller, uuid));
  }

  private static RoleAssignment.Draft draft(Fields fields) {
    RoleAssignment.Draft draft =
        new RoleAssignment.Draft(
            fields.optionalText("starts").orElse(""),
            fields.optionalText("ends").orElse(""),
            fields.optionalText("reason").orElse(""));
    fields.check();
    return draft;
  }

  private static ResourceId id(String written) {
    return ResourceId.parse(written)
        .orElseThrow(() -> wrong("identity", "must be the id of a user."));
  }

  private static @Nullable UUID after(@Nullable String cursor) {
    return cursor == null
        ? null
        : ResourceId.parse(cursor)
            .map(ResourceId::value)
            .orElseThrow(() -> wrong("cursor", "must be the \"next\" of an earlier answer."));
  }

  private static RejectedException wrong(String field, String detail) {
    return RejectedException.at(
        Problem.Kind.INVALID_VALUE, AttributePath.of(field), "\"" + field + "\" " + detail);
  }

  private Attributes json(Slice<RoleAssignment> slice) {
    Map<ResourceId, String> names =
        people.names(slice.items().stream().map(RoleAssignment::identity).toList());
    return Paging.json(
        slice,
        assignment -> named(json(assignment), "identityName", names.get(assignment.identity())));
  }

  /** With a name, where somebody has it. */
  static Attributes named(Attributes json, String field, @Nullable String name) {
    return name == null ? json : json.with(field, Value.text(name));
  }

  private static Attributes json(RoleAssignment assignment) {
    return new JsonObject()
        .id("id", assignment.id())
        .text("identity", assignment.identity().toString())
        .text("role", assignment.role())
        .word("origin", assignment.origin())
        .text("rule", assignment.ruleIfAny())
        .time("starts", assignment.startsIfAny())
        .time("ends", assignment.endsIfAny())
        .text("reason", assignment.reason())
        .text("grantedBy", assignment.grantedBy())
        .time("granted", assignment.granted())
        .word("state", assignment.state())
        .build();
  }
}
