"""Why the system refused something, in Chinese: it only says so in its own language."""

import errno

_REASONS = {
    "EACCES": "没有权限",
    "EPERM": "系统不允许",
    "EROFS": "所在的磁盘是只读的",
    "ENOENT": "已不在原处",
    "ENOTDIR": "上级不是文件夹",
    "EISDIR": "这是文件夹",
    "EEXIST": "已被同名文件占用",
    "ENOSPC": "磁盘已满",
    "EDQUOT": "磁盘配额已用完",
    "EIO": "读写出错，磁盘或网络可能有故障",
    "ENAMETOOLONG": "路径太长",
    "ELOOP": "链接绕成了圈",
    "EBUSY": "正被占用",
    "EMFILE": "打开的文件太多",
    "ENFILE": "打开的文件太多",
    "ENOMEM": "内存不足",
    "ENOLCK": "磁盘或共享不支持文件锁",
    "ENOSYS": "磁盘或共享不支持这样的操作",
    "ENOTSUP": "磁盘或共享不支持这样的操作",
    "ESTALE": "与共享的连接断了",
    "ENOTCONN": "与共享的连接断了",
    "ENODEV": "设备已断开",
    "ENXIO": "设备已断开",
    "ETIMEDOUT": "网络没有回应",
    "EHOSTDOWN": "网络没有回应",
    "EHOSTUNREACH": "网络不通",
    "ENETUNREACH": "网络不通",
}
# Not every system has every one of them.
_BY_NUMBER = {
    getattr(errno, name): reason for name, reason in _REASONS.items() if hasattr(errno, name)
}


def reason_of(error: OSError) -> str:
    """The reason in a few words, no full stop; the system's number where it is a rare one."""
    if error.errno is None:
        return "系统出错"
    return _BY_NUMBER.get(error.errno, f"系统错误 {error.errno}")
