package dev.etherloom.logic.capture;

import io.vavr.control.Option;

/**
 * Where packets were captured.
 *
 * @param id counted from 0 within the section; 0 in a classic file
 * @param name the option if_name, of a long one the beginning
 * @param linkType what frames start with: 1 is Ethernet; without the bits about a trailing FCS
 * @param snapLength octets of a packet kept at most, as announced and rarely true; 0 for no limit
 */
public record CaptureInterface(
    int id, Option<String> name, int linkType, long snapLength, TimeScale scale) {}
