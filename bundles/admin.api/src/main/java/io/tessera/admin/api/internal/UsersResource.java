package io.tessera.admin.api.internal;

import io.tessera.inbound.http.Requires;
import io.tessera.model.AttributePath;
import io.tessera.model.Attributes;
import io.tessera.model.Problem;
import io.tessera.model.RejectedException;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.admin.People;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** Users as people look for them; SCIM reads them whole and writes them. */
@Path("users")
@Produces(MediaType.APPLICATION_JSON)
public final class UsersResource {
  private final People people;

  UsersResource(People people) {
    this.people = people;
  }

  @GET
  @Requires(Permission.USERS_READ)
  public Attributes list(
      @Context Caller caller,
      @QueryParam("q") @Nullable String q,
      @QueryParam("userStore") @Nullable String userStore,
      @QueryParam("active") @Nullable String active,
      @QueryParam("role") @Nullable String role,
      @BeanParam Paging paging) {
    People.Wanted wanted = new People.Wanted(q, userStore, truth("active", active), role);
    return Paging.json(
        people.users(caller, wanted, paging.cursor(), paging.limit()), PeopleCodec::user);
  }

  private static @Nullable Boolean truth(String name, @Nullable String text) {
    if (text == null) {
      return null;
    }
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw RejectedException.at(
              Problem.Kind.INVALID_VALUE,
              AttributePath.of(name),
              "\"" + name + "\" must be true or false.");
    };
  }
}
