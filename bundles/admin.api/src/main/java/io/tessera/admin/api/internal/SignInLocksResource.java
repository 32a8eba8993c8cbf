package io.tessera.admin.api.internal;

import io.tessera.inbound.http.Requires;
import io.tessera.model.Attributes;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Permission;
import io.tessera.provisioning.api.admin.SignInLock;
import io.tessera.provisioning.api.admin.SignInLocks;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

/** Accounts nobody may sign in to for a while, because somebody guesses passwords. */
@Path("sign-in-locks")
@Produces(MediaType.APPLICATION_JSON)
public final class SignInLocksResource {
  private static final int MOST = 500;

  private final SignInLocks locks;

  SignInLocksResource(SignInLocks locks) {
    this.locks = locks;
  }

  @GET
  @Requires(Permission.LOCKS_READ)
  public Attributes list(@BeanParam Paging paging) {
    return Paging.json(paging.of(locks.list(MOST), SignInLock::account), SignInLocksResource::json);
  }

  @POST
  @Path("lift")
  @Consumes(MediaType.APPLICATION_JSON)
  @Requires(Permission.LOCKS_LIFT)
  public void lift(@Context Caller caller, Attributes body) {
    Fields fields = Fields.of(body);
    String account = fields.text("account");
    fields.check();
    locks.lift(caller, account);
  }

  private static Attributes json(SignInLock lock) {
    return new JsonObject()
        .text("account", lock.account())
        .number("failures", lock.failures())
        .time("lastFailure", lock.lastFailure())
        .time("until", lock.until())
        .build();
  }
}
