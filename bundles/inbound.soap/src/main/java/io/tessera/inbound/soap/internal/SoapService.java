package io.tessera.inbound.soap.internal;

import java.util.function.Function;

/**
 * One service at the door.
 *
 * @param name in its address, and of its WSDL
 * @param contract the interface of its WSDL
 * @param quiet whether what answers nothing answers without an envelope
 * @param carriedOutBy implements the contract, with permissions
 * @param forCaller makes one for one request
 */
record SoapService<T>(
    String name,
    Class<T> contract,
    boolean quiet,
    Class<? extends T> carriedOutBy,
    Function<Asker, ? extends T> forCaller,
    FaultWords words) {}
