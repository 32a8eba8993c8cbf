package io.tessera.admin.api.internal;

import io.tessera.inbound.http.DryRun;
import io.tessera.inbound.http.Requires;
import io.tessera.model.Attributes;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.admin.UserStore;
import io.tessera.provisioning.api.admin.UserStores;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The user store domains: each a space of names of its own. */
@Path("user-stores")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class UserStoresResource {
  private final UserStores userStores;

  UserStoresResource(UserStores userStores) {
    this.userStores = userStores;
  }

  @GET
  @Requires(Permission.CONFIG_READ)
  public Attributes list(@QueryParam("name") @Nullable String name, @BeanParam Paging paging) {
    List<UserStore> wanted =
        userStores.list().stream()
            .filter(userStore -> name == null || userStore.name().equalsIgnoreCase(name))
            .toList();
    return Paging.json(paging.of(wanted, UserStore::name), UserStoreCodec::json);
  }

  @POST
  @DryRun
  @Requires(Permission.CONFIG_WRITE)
  public Response create(@Context Caller caller, @Context UriInfo uri, Attributes body) {
    UserStore made = userStores.create(caller, UserStoreCodec.draft(body));
    return Answers.created(uri, made.id(), made.version(), UserStoreCodec.json(made));
  }

  @GET
  @Path("{id}")
  @Requires(Permission.CONFIG_READ)
  public Response get(@PathParam("id") String id) {
    return answer(present(id));
  }

  @PUT
  @Path("{id}")
  @DryRun
  @Requires(Permission.CONFIG_WRITE)
  public Response replace(
      @Context Caller caller,
      @PathParam("id") String id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      Attributes body) {
    UserStore present = present(id);
    long expected = IfMatch.expected(ifMatch, present.version(), () -> answer(present));
    return answer(userStores.replace(caller, present.id(), expected, UserStoreCodec.draft(body)));
  }

  @DELETE
  @Path("{id}")
  @DryRun
  @Requires(Permission.CONFIG_WRITE)
  public void delete(
      @Context Caller caller,
      @PathParam("id") String id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
    UserStore present = present(id);
    userStores.delete(
        caller, present.id(), IfMatch.expected(ifMatch, present.version(), () -> answer(present)));
  }

  private UserStore present(String id) {
    return Answers.found("user store", id, userStores::get);
  }

  private static Response answer(UserStore userStore) {
    return Answers.versioned(userStore.version(), UserStoreCodec.json(userStore));
  }
}
