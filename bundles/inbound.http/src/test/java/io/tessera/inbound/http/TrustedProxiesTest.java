package io.tessera.inbound.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrustedProxiesTest {
  private static final TrustedProxies LOCAL =
      new TrustedProxies(new String[] {"10.0.0.0/8", "::1"}, "");

  @Test
  void strangers_are_not_believed() {
    HttpServletRequest request =
        from("192.0.2.7", Map.of("Forwarded", "for=203.0.113.9;host=evil.example;proto=https"));
    assertThat(seen(LOCAL, request)).isEqualTo("http://server:8080 192.0.2.7");
    assertThat(seen(new TrustedProxies(new String[0], ""), request))
        .isEqualTo("http://server:8080 192.0.2.7");
  }

  @Test
  void a_trusted_proxy_tells_scheme_host_and_client() {
    assertThat(
            seen(
                LOCAL,
                from(
                    "10.1.2.3",
                    Map.of("Forwarded", "for=203.0.113.9;host=id.example.com;proto=https"))))
        .isEqualTo("https://id.example.com:443 203.0.113.9");
    assertThat(
            seen(
                LOCAL,
                from(
                    "::1",
                    Map.of(
                        "X-Forwarded-For", "203.0.113.9",
                        "X-Forwarded-Proto", "https",
                        "X-Forwarded-Host", "id.example.com",
                        "X-Forwarded-Port", "8443"))))
        .isEqualTo("https://id.example.com:8443 203.0.113.9");
  }

  @Test
  void what_a_caller_claims_before_the_first_trusted_proxy_does_not_count() {
    assertThat(
            seen(
                LOCAL,
                from(
                    "10.0.0.1",
                    Map.of(
                        "Forwarded",
                        "for=1.1.1.1;host=evil.example, for=203.0.113.9;host=id.example.com,"
                            + " for=10.0.0.2"))))
        .isEqualTo("http://id.example.com:80 203.0.113.9");
  }

  @Test
  void what_is_no_host_is_ignored() {
    assertThat(
            seen(
                LOCAL,
                from("10.0.0.1", Map.of("X-Forwarded-Host", "a/b\"><x", "X-Forwarded-For", "x"))))
        .startsWith("http://server:8080 ");
  }

  @Test
  void a_configured_address_wins() {
    TrustedProxies proxies = new TrustedProxies(new String[0], "https://id.example.com");
    assertThat(seen(proxies, from("192.0.2.7", Map.of("X-Forwarded-Host", "evil.example"))))
        .isEqualTo("https://id.example.com:443 192.0.2.7");
  }

  @Test
  void networks_are_addresses_and_never_looked_up() {
    assertThat(Network.of("10.0.0.0/8").contains("10.255.0.1")).isTrue();
    assertThat(Network.of("10.0.0.0/8").contains("11.0.0.1")).isFalse();
    assertThat(Network.of("2001:db8::/32").contains("2001:db8:1::5")).isTrue();
    assertThat(Network.of("192.0.2.7").contains("192.0.2.7")).isTrue();
    assertThat(Network.of("192.0.2.7").contains("host.example")).isFalse();
    for (String wrong : List.of("localhost", "", "10.0.0.0/33", "abc")) {
      assertThatThrownBy(() -> Network.of(wrong)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static String seen(TrustedProxies proxies, HttpServletRequest request) {
    HttpServletRequest seen = proxies.seenBehind(request);
    return seen.getScheme()
        + "://"
        + seen.getServerName()
        + ":"
        + seen.getServerPort()
        + " "
        + seen.getRemoteAddr();
  }

  private static HttpServletRequest from(String address, Map<String, String> headers) {
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            TrustedProxiesTest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getScheme" -> "http";
                  case "getServerName" -> "server";
                  case "getServerPort" -> 8080;
                  case "getRemoteAddr" -> address;
                  case "getHeaders" ->
                      Collections.enumeration(
                          headers.containsKey((String) arguments[0])
                              ? List.of(headers.get((String) arguments[0]))
                              : List.<String>of());
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }
}
