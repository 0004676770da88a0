/**
 * What is known of imports. The harmless ones are what `torch.load(weights_only=True)` allows
 * (`torch/_weights_only_unpickler.py`), what NumPy's and joblib's own pickles need, containers and
 * values of the standard library, and the settings that the Trainer of `transformers` saves. The
 * dangerous ones follow the reasons that picklescan, fickling and their advisories give: a module is
 * named when it starts processes, loads code, opens files or connections, or evaluates text.
 */

function words(text: string): string[] {
  return text.trim().split(/\s+/);
}

const BUILTINS = words(`set frozenset dict list tuple int float complex str bytes bytearray bool
  object slice range NoneType Ellipsis`);

const BUILTIN_DANGERS = words(`eval exec compile open __import__ execfile file apply input raw_input
  getattr setattr delattr globals locals vars breakpoint reload help memoryview exit quit`);

const NUMPY_CORE = words("_reconstruct scalar");

const TORCH_DTYPES = words(`float32 float64 float16 bfloat16 float8_e4m3fn float8_e5m2
  float8_e4m3fnuz float8_e5m2fnuz complex32 complex64 complex128 uint8 uint16 uint32 uint64 int8 int16
  int32 int64 bool quint8 qint8 qint32 quint4x2 quint2x4 float double half long short int`);

/** Exactly these attributes of exactly these modules. */
export const HARMLESS_NAMES: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    builtins: BUILTINS,
    __builtin__: [...BUILTINS, "long", "unicode"],
    collections: words("OrderedDict defaultdict deque Counter"),
    copyreg: words("_reconstructor __newobj__"),
    copy_reg: words("_reconstructor __newobj__"),
    _codecs: words("encode"),
    datetime: words("datetime date time timedelta timezone"),
    decimal: words("Decimal"),
    fractions: words("Fraction"),
    uuid: words("UUID"),
    argparse: words("Namespace"),
    pathlib: words("Path PosixPath WindowsPath PurePath PurePosixPath PureWindowsPath"),
    "pathlib._local": words("Path PosixPath WindowsPath PurePath PurePosixPath PureWindowsPath"),
    types: words("SimpleNamespace"),
    "numpy.core.multiarray": NUMPY_CORE,
    "numpy._core.multiarray": NUMPY_CORE,
    "numpy.core.numeric": words("_frombuffer"),
    "numpy._core.numeric": words("_frombuffer"),
    "numpy.ma.core": words("_mareconstruct MaskedArray"),
    "numpy.random._pickle": words("__randomstate_ctor __generator_ctor __bit_generator_ctor"),
    "numpy.random._mt19937": words("MT19937"),
    "numpy.random._pcg64": words("PCG64 PCG64DXSM"),
    numpy: words(`ndarray dtype matrix bool_ bool int8 int16 int32 int64 uint8 uint16 uint32 uint64
      float16 float32 float64 longdouble complex64 complex128 str_ bytes_ object_ datetime64
      timedelta64`),
    "joblib.numpy_pickle": words("NumpyArrayWrapper"),
    "torch._utils": words(`_rebuild_tensor _rebuild_tensor_v2 _rebuild_tensor_v3 _rebuild_parameter
      _rebuild_parameter_with_state _rebuild_qtensor _rebuild_sparse_tensor
      _rebuild_sparse_csr_tensor _rebuild_meta_tensor_no_storage _rebuild_wrapper_subclass
      _rebuild_nested_tensor _rebuild_device_tensor_from_numpy
      _rebuild_device_tensor_from_cpu_tensor`),
    "torch._tensor": words("_rebuild_from_type_v2 Tensor"),
    "torch.serialization": words("_get_layout"),
    "torch.storage": words("UntypedStorage TypedStorage _TypedStorage _UntypedStorage"),
    "torch.nn.parameter": words("Parameter UninitializedParameter UninitializedBuffer Buffer"),
    "torch.jit._pickle": words(`build_intlist build_tensorlist build_doublelist build_boollist
      build_tensor_from_id restore_type_tag`),
    torch: [
      ...words("Size device dtype Tensor per_tensor_affine per_channel_affine strided sparse_coo"),
      ...TORCH_DTYPES,
    ],
    "transformers.training_args": words("TrainingArguments OptimizerNames ParallelMode"),
    "transformers.training_args_seq2seq": words("Seq2SeqTrainingArguments"),
    "transformers.trainer_utils": words(`SchedulerType IntervalStrategy HubStrategy SaveStrategy
      EvaluationStrategy FSDPOption`),
    "transformers.trainer_pt_utils": words("AcceleratorConfig"),
    "accelerate.state": words("PartialState"),
    "accelerate.utils.dataclasses": words("DistributedType DeepSpeedPlugin"),
  }).map(([module, names]) => [module, new Set(names)]),
);

/** Families: the storages of every type, layers of `torch.nn`, the types of a TorchScript archive. */
export const HARMLESS_PATTERNS: readonly { module: RegExp; name: RegExp }[] = [
  { module: /^torch(\.cuda|\.storage)?$/, name: /^[A-Z][A-Za-z0-9]*Storage$/ },
  { module: /^torch\.nn\.modules\.[a-z]+$/, name: /^[A-Z][A-Za-z0-9]*$/ },
  { module: /^__torch__(\.[A-Za-z_]\w*)*$/, name: /^[A-Za-z_]\w*$/ },
  { module: /^numpy\.dtypes$/, name: /^[A-Z][A-Za-z0-9]*DType$/ },
];

/** These modules and all below them. */
export const DANGEROUS_MODULES: ReadonlySet<string> = new Set(
  words(`
  os nt posix posixpath ntpath subprocess _posixsubprocess commands popen2 pty signal sys site sysconfig
  shutil tempfile glob fileinput linecache io _io _pyio mmap fcntl pwd
  socket _socket socketserver ssl _ssl select asyncio asyncore http httplib urllib urllib2 ftplib smtplib
  smtpd poplib imaplib telnetlib nntplib xmlrpc xmlrpclib webbrowser wsgiref requests aiohttp httpx
  urllib3 paramiko fabric
  ctypes _ctypes cffi _cffi_backend importlib _frozen_importlib _frozen_importlib_external imp zipimport
  pkgutil pkg_resources runpy code codeop _bootsubprocess
  pickle _pickle cPickle pickletools dill cloudpickle marshal shelve dbm
  pip setuptools distutils ensurepip venv
  pdb bdb cProfile profile pstats trace timeit doctest pydoc cgitb idlelib lib2to3 unittest test
  multiprocessing _multiprocessing _winapi msvcrt winreg _winreg win32api win32com
  antigravity turtledemo logging.config gc inspect atexit faulthandler tracemalloc sqlite3 _sqlite3
  readline rlcompleter _pyrepl _osx_support _aix_support mailcap
  numpy.f2py numpy.testing numpy.distutils numpy.ctypeslib numpy.lib.npyio numpy.lib._npyio_impl
  pandas.io pandas.core.computation pandas.eval joblib.externals joblib.memory
  torch.hub torch.package torch.utils.cpp_extension torch._inductor torch._dynamo torch.fx torch.ops
  torch._ops torch.classes torch._classes torch.multiprocessing torch.distributed torch.utils.collect_env
  torch.utils.bottleneck torch.utils.data.datapipes.utils.decoder torch.utils._config_module
  torch.jit.unsupported_tensor_ops torch.testing torch.utils.model_zoo torch.export torch.onnx
  IPython ipykernel jinja2 mako joblib._store_backends
`),
);

/** These attributes of modules that also have harmless ones. */
export const DANGEROUS_NAMES: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    builtins: BUILTIN_DANGERS,
    __builtin__: BUILTIN_DANGERS,
    operator: words("attrgetter itemgetter methodcaller call"),
    _operator: words("attrgetter itemgetter methodcaller call"),
    functools: words("partialmethod reduce singledispatch"),
    types: words("FunctionType CodeType LambdaType ModuleType MethodType"),
    platform: words("popen _syscmd_ver _syscmd_file"),
    uuid: words("_popen _get_command_stdout"),
    weakref: words("finalize"),
    threading: words("Thread Timer"),
    _thread: words("start_new_thread start_new"),
    numpy: words("load fromfile memmap loadtxt genfromtxt fromregex save savez DataSource"),
    pandas: words("read_pickle eval"),
    joblib: words("load dump Parallel delayed Memory"),
    "joblib.numpy_pickle": words("load load_temporary_memmap _unpickle"),
    torch: words("load save hub compile"),
    "torch.serialization": words("load save _load _legacy_load"),
    "torch.jit": words("load save"),
    "torch.jit._serialization": words("load save"),
    "torch.fx.graph_module": words("reduce_graph_module reduce_package_graph_module"),
    yaml: words("load load_all unsafe_load unsafe_load_all full_load"),
    keras: words("load_model"),
    "keras.models": words("load_model"),
    "tensorflow.keras.models": words("load_model"),
    logging: words("FileHandler"),
  }).map(([module, names]) => [module, new Set(names)]),
);
