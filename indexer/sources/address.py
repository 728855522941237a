"""Which network addresses belong to the open internet."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

# RFC 6052: an IPv4 address in the last 32 bits.
_NAT64 = IPv6Network("64:ff9b::/96")


def is_private(address: str) -> bool:
    """Whether a connection to this IP address would stay on this machine or in its network.

    That is all that IANA's special-purpose registries (RFC 6890) do not call globally reachable,
    and multicast; an IPv4 address inside an IPv6 one counts as itself.
    """
    found = _embedded(ip_address(address.partition("%")[0]))
    return not found.is_global or found.is_multicast


def _embedded(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    if isinstance(address, IPv4Address):
        return address
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    inner = address.ipv4_mapped or address.sixtofour
    if address.teredo is not None:
        inner = address.teredo[1]
    return inner or address
