package io.tessera.inbound.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tessera.metering.TraceListeners;
import io.tessera.provisioning.api.Caller;
import io.tessera.provisioning.api.Channel;
import io.tessera.provisioning.api.Client;
import io.tessera.provisioning.api.Permission;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GateTest {
  private static final String CHALLENGE = "WWW-Authenticate";

  private final AtomicLong nanos = new AtomicLong();
  private final FakeAdministrators administrators = new FakeAdministrators();
  private final FakeClients clients = new FakeClients();
  private final FakeThrottle throttle = new FakeThrottle();
  private final FakeSessions sessions = new FakeSessions(administrators);
  private final CountingHasher hasher = new CountingHasher();
  private final Gate gate =
      new Gate(
          administrators,
          (domain, name) -> Optional.empty(),
          hasher,
          clients,
          throttle,
          sessions,
          new TraceListeners(),
          defaults(),
          nanos::get);

  private final List<String> authorizations = new ArrayList<>();
  private final Map<String, Object> attributes = new HashMap<>();

  @BeforeEach
  void somebody() {
    administrators.put("admin", "right", 1, true);
  }

  private static Gate.Config defaults() {
    return (Gate.Config)
        Proxy.newProxyInstance(
            Gate.Config.class.getClassLoader(),
            new Class<?>[] {Gate.Config.class},
            (proxy, method, arguments) -> method.getDefaultValue());
  }

  private Admission admit(String... headers) {
    authorizations.clear();
    authorizations.addAll(List.of(headers));
    return gate.admit(request(), Channel.SCIM2, "cause");
  }

  private HttpServletRequest request() {
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            HttpServletRequest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getHeader" -> authorizations.isEmpty() ? null : authorizations.get(0);
                  case "getHeaders" -> Collections.enumeration(authorizations);
                  case "getRemoteAddr" -> "192.0.2.1";
                  case "getAttribute" -> attributes.get(String.valueOf(arguments[0]));
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private static String basic(String name, String password) {
    byte[] pair = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  private static Caller caller(Admission admission) {
    assertThat(admission).isInstanceOf(Admission.Granted.class);
    return ((Admission.Granted) admission).caller();
  }

  private static Admission.Refused refused(Admission admission) {
    assertThat(admission).isInstanceOf(Admission.Refused.class);
    return (Admission.Refused) admission;
  }

  private static String challenge(Admission admission) {
    return refused(admission).headers().get(CHALLENGE);
  }

  @Test
  void a_token_selects_its_service_provider() {
    Client hr = clients.put("hr", Set.of(), Permission.USERS_READ, Permission.USERS_WRITE);
    clients.token("abc", hr, Permission.USERS_READ);

    Caller caller = caller(admit("Bearer abc"));

    assertThat(caller.serviceProvider()).isEqualTo("hr");
    assertThat(caller.domain()).isEqualTo("SALES");
    assertThat(caller.permissions()).containsExactly(Permission.USERS_READ);
    assertThat(caller(admit("bearer  abc ")).actor()).isEqualTo("hr");
  }

  @Test
  void basic_selects_a_service_provider_by_its_client_id() {
    Client hr = clients.put("hr", Set.of(), Permission.USERS_READ);

    Caller caller = caller(admit(basic(hr.id().toString(), FakeClients.SECRET)));

    assertThat(caller.serviceProvider()).isEqualTo("hr");
    assertThat(caller.permissions()).containsExactly(Permission.USERS_READ);
    assertThat(hasher.computed).as("no slow hash").hasValue(0);
    assertThat(caller(admit(basic("admin", "right"))).serviceProvider()).isEqualTo(Caller.RESIDENT);
  }

  @Test
  void wrong_secrets_use_up_an_address_but_never_keep_the_right_one_out() {
    Client hr = clients.put("hr", Set.of(), Permission.USERS_READ);
    String id = hr.id().toString();
    for (int i = 0; i < 20; i++) {
      assertThat(refused(admit(basic(id, "wrong"))).status()).isEqualTo(401);
    }
    Admission.Refused late = refused(admit(basic(id, "wrong")));
    assertThat(late.status()).isEqualTo(429);
    assertThat(late.headers()).containsEntry("Retry-After", "3");
    assertThat(caller(admit(basic(id, FakeClients.SECRET))).actor()).isEqualTo("hr");
    nanos.addAndGet(Duration.ofSeconds(3).toNanos());
    assertThat(refused(admit(basic(id, "wrong"))).status()).isEqualTo(401);
    assertThat(throttle.told).isEmpty();
  }

  @Test
  void what_is_wrong_with_a_token_is_said_as_the_rfc_does() {
    assertThat(challenge(admit("Bearer nobody"))).contains("error=\"invalid_token\"");
    assertThat(refused(admit("Bearer nobody")).status()).isEqualTo(401);
    for (String broken : List.of("Bearer a b", "Bearer =", "Bearer \u00e4", "Bearer a,b")) {
      assertThat(refused(admit(broken)).status()).as(broken).isEqualTo(400);
      assertThat(challenge(admit(broken))).contains("error=\"invalid_request\"");
    }
    assertThat(refused(admit("Bearer " + "a".repeat(17_000))).status()).isEqualTo(400);
  }

  @Test
  void the_users_of_an_application_do_not_close_its_address() {
    Client portal = clients.put("portal", Set.of(), Permission.SOAP_PROVISION);
    Caller by = caller(admit(basic(portal.id().toString(), FakeClients.SECRET)));
    for (int i = 0; i < 50; i++) {
      assertThat(refused(ask(by, "admin", "wrong" + i)).status()).isEqualTo(401);
    }
    assertThat(caller(ask(by, "admin", "right")).actor()).isEqualTo("admin");
    assertThat(throttle.told).as("but they count for the account").hasSize(51);
    assertThat(refused(ask(by, portal.id().toString(), FakeClients.SECRET)).status())
        .as("only people are asked about")
        .isEqualTo(401);
    throttle.wait = Duration.ofSeconds(2);
    assertThat(refused(ask(by, "admin", "wrong")).status()).isEqualTo(429);
  }

  private Admission ask(Caller by, String name, String password) {
    return gate.ask(by, new Credentials(name, password), Channel.SOAP, "cause");
  }

  @Test
  void two_headers_are_one_too_many() {
    Client hr = clients.put("hr", Set.of(), Permission.USERS_READ);
    clients.token("abc", hr, Permission.USERS_READ);
    assertThat(refused(admit("Bearer abc", basic("admin", "right"))).status()).isEqualTo(400);
  }

  @Test
  void who_says_nothing_is_told_both_ways() {
    Admission admission = admit();
    assertThat(admission).isInstanceOf(Admission.Anonymous.class);
    assertThat(((Admission.Anonymous) admission).otherwise().headers().get(CHALLENGE))
        .isEqualTo("Basic realm=\"tessera\", charset=\"UTF-8\", Bearer realm=\"tessera\"");
    assertThat(challenge(admit("Digest x"))).contains("Basic").contains("Bearer");
  }

  @Test
  void a_locked_account_is_told_how_long_before_anything_is_hashed() {
    throttle.wait = Duration.ofMillis(7_001);
    for (String name : List.of("admin", "nobody")) {
      Admission.Refused locked = refused(admit(basic(name, "x")));
      assertThat(locked.status()).isEqualTo(429);
      assertThat(locked.headers()).containsEntry("Retry-After", "8");
      assertThat(locked.detail()).doesNotContain(name);
    }
    assertThat(hasher.computed).hasValue(0);
  }

  @Test
  void before_the_first_administrator_nobody_comes_in() {
    administrators.byName.clear();
    Client hr = clients.put("hr", Set.of(), Permission.USERS_READ);
    clients.token("abc", hr, Permission.USERS_READ);
    assertThat(admit("Bearer abc")).isInstanceOf(Admission.Anonymous.class);
    assertThat(((Admission.Anonymous) admit("Bearer abc")).otherwise().status()).isEqualTo(503);
  }

  @Test
  void a_certificate_that_is_needed_has_to_be_shown_and_is_never_enough() throws Exception {
    byte[] encoded = {1, 2, 3};
    String thumbprint =
        HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(encoded));
    Client hr = clients.put("hr", Set.of(thumbprint), Permission.USERS_READ);
    clients.token("abc", hr, Permission.USERS_READ);
    String basic = basic(hr.id().toString(), FakeClients.SECRET);

    assertThat(challenge(admit("Bearer abc"))).contains("invalid_token");
    assertThat(refused(admit(basic)).detail()).contains("certificate");
    show(new byte[] {4, 5, 6});
    assertThat(refused(admit("Bearer abc")).status()).isEqualTo(401);
    show(encoded);
    assertThat(caller(admit("Bearer abc")).actor()).isEqualTo("hr");
    assertThat(caller(admit(basic)).actor()).isEqualTo("hr");
    assertThat(admit()).isInstanceOf(Admission.Anonymous.class);
  }

  private void show(byte[] encoded) {
    attributes.put(
        "jakarta.servlet.request.X509Certificate",
        new Certificate[] {new EncodedCertificate(encoded)});
  }

  /** As much of a certificate as is looked at. */
  private static final class EncodedCertificate extends Certificate {
    private static final long serialVersionUID = 1L;
    private final byte[] encoded;

    EncodedCertificate(byte[] encoded) {
      super("X.509");
      this.encoded = encoded;
    }

    @Override
    public byte[] getEncoded() {
      return encoded;
    }

    @Override
    public void verify(PublicKey key) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void verify(PublicKey key, String provider) {
      throw new UnsupportedOperationException();
    }

    @Override
    public PublicKey getPublicKey() {
      throw new UnsupportedOperationException();
    }

    @Override
    public String toString() {
      return "certificate";
    }
  }
}
